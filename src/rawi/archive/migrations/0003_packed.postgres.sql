-- What is packed already is not packed again.
ALTER TABLE bodies ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE pages ALTER COLUMN record SET STORAGE EXTERNAL;
