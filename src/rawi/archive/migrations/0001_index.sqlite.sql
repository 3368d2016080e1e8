-- The inverted index. Contentless: the text stands in pages; «ascii» with these characters splits our tokens at spaces and nowhere else.
CREATE VIRTUAL TABLE found USING fts5(
  words, stems, keys, strong, marks, content='', tokenize="ascii tokenchars ':~.-'"
);
