-- Which items belong together, in the order of item_keys: an item that belongs to no others has a number of its own. Null
-- where the run names no clusters.
alter table run_items add column item_clusters bigint[];
