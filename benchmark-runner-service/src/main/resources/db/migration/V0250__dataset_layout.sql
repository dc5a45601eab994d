-- Whose columns the file had, by the name of the layout; what was uploaded before had this product's own.
alter table dataset add column layout text not null default 'own';
