package io.llmlab.regression.detect;

import io.llmlab.regression.detect.paired.ItemLook;
import java.util.HashMap;
import java.util.Map;

/// `paired_samples`: the newest run against up to five runs before it that answered the same items, item by
/// item.
///
/// It needs one run before, and sees changes that averages hide: 25 of 1,000 items more lost than gained are a
/// regression, although both averages lie well within each other's error. Source: [ItemLook].
final class PairedSamples extends Detector {

    private static final int MOST_KEYS = 20;

    @Override
    public String name() {
        return "paired_samples";
    }

    @Override
    boolean controlsErrors() {
        return true;
    }

    @Override
    int needed(Window window, Settings settings) {
        return 2;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        return window.itemLook()
                .map(look -> outcome(look, window, settings, direction))
                .orElseGet(() -> new Outcome.Unmeasurable("fewer than 80 % of the items match those of earlier runs"));
    }

    static Outcome outcome(ItemLook look, Window window, Settings settings, Direction direction) {
        var chances = Chances.of(look.ofLoss(), look.ofGain(), direction);
        var decisive = chances.decisive(settings.alarmRate());
        var counts = decisive <= settings.alarmRate()
                && Floor.isReached(window.family(), settings, look.before(), look.now());
        var details = details(look);
        details.putAll(chances.details(direction));
        details.put("test", look.test());
        details.put("new_runs", 1);
        details.put("alarm_rate", settings.alarmRate());
        details.put(Interval.LOW, look.now() - look.before() - look.reach());
        details.put(Interval.HIGH, look.now() - look.before() + look.reach());
        var measured =
                new Measurement(look.before(), look.now(), chances.harm(), 1 - decisive, window.points() - 1, details);
        return Judgement.of(measured, counts, 0, direction, settings.severityThresholds());
    }

    /// What the items say, whatever decides.
    static Map<String, Object> details(ItemLook look) {
        var details = new HashMap<String, Object>();
        details.put("items", look.items());
        details.put("item_clusters", look.clusters());
        details.put("items_lost", look.lost());
        details.put("items_gained", look.gained());
        details.put("lost_items", look.lostItems(MOST_KEYS));
        details.put("gained_items", look.gainedItems(MOST_KEYS));
        details.put("paired_runs", look.runs());
        return details;
    }

    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        return window.itemLook()
                .map(look -> smallestVisible(look, settings.alarmRate()))
                .orElseGet(Map::of);
    }

    static Map<String, Object> smallestVisible(ItemLook look, double alarmRate) {
        return Map.of("smallest_visible_paired", look.smallestVisible(alarmRate, SmallestVisible.POWER));
    }
}
