using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Results;

namespace MobileNetV2.CodeGen.Cli.Tests.Results;

public class DetectionMeasuresTests
{
    [Fact]
    public void What_is_found_exactly_has_a_precision_of_one() =>
        Assert.Equal((1, 1, 1), Of(([Found(0, 0, 10, 10, 0, 0.9), Found(20, 20, 40, 40, 1, 0.3)],
            [There(0, 0, 10, 10, 0), There(20, 20, 40, 40, 1)])));

    [Fact]
    public void An_overlap_of_seven_tenths_counts_up_to_its_threshold()
    {
        // 70 of 100 pixels: right at 0.50, 0.55, 0.60, 0.65 and 0.70.
        var (map, map50, map75) = Of(([Found(0, 0, 10, 7, 0, 0.9)], [There(0, 0, 10, 10, 0)]));

        Assert.Equal((0.5, 1.0, 0.0), (Math.Round(map, 9), map50, map75));
    }

    [Fact]
    public void A_wrong_box_before_the_right_one_halves_precision_and_one_behind_costs_nothing()
    {
        Assert.Equal(0.5, Of(([Found(50, 50, 60, 60, 0, 0.9), Found(0, 0, 10, 10, 0, 0.8)], [There(0, 0, 10, 10, 0)])).Map50, 9);
        Assert.Equal(1, Of(([Found(50, 50, 60, 60, 0, 0.7), Found(0, 0, 10, 10, 0, 0.8)], [There(0, 0, 10, 10, 0)])).Map50, 9);
    }

    [Fact]
    public void Half_of_the_boxes_found_give_the_recalls_up_to_one_half()
    {
        var map50 = Of(
            ([Found(0, 0, 10, 10, 0, 0.8)], [There(0, 0, 10, 10, 0)]),
            ([], [There(5, 5, 9, 9, 0)])).Map50;

        Assert.Equal(51 / 101.0, map50, 9);
    }

    [Fact]
    public void A_second_box_on_the_same_thing_is_wrong_and_in_a_crowd_it_does_not_count()
    {
        var twice = Of(([Found(0, 0, 10, 10, 0, 0.9), Found(0, 0, 10, 10, 0, 0.8)], [There(0, 0, 10, 10, 0), There(30, 30, 40, 40, 0)]),
            ([Found(30, 30, 40, 40, 0, 0.5)], [There(30, 30, 40, 40, 0)]));
        var crowd = Of(([Found(0, 0, 10, 10, 0, 0.9), Found(1, 1, 9, 9, 0, 0.95)],
            [There(0, 0, 10, 10, 0), new TrueBox(new BoxSides(1, 1, 9, 9), 0, IsCrowd: true)]));

        // Recalls to a third at 1, to two thirds at 2 / 3.
        Assert.Equal((34 + (33 * 2 / 3.0)) / 101, twice.Map50, 9);
        Assert.Equal(1, crowd.Map50, 9);
    }

    [Fact]
    public void Classes_count_alike_however_many_boxes_they_have() => Assert.Equal(0.5, Of(
        ([Found(0, 0, 10, 10, 0, 0.9)], [There(0, 0, 10, 10, 0), There(0, 0, 10, 10, 1), There(20, 0, 30, 10, 1)])).Map50, 9);

    private static (double Map, double Map50, double Map75) Of(
        params (ImmutableArray<ScoredBox> Found, ImmutableArray<TrueBox> There)[] pictures)
    {
        var measures = DetectionMeasures.Of(pictures);
        return (measures.Map, measures.Map50, measures.Map75);
    }

    private static ScoredBox Found(double left, double top, double right, double bottom, int number, double score) =>
        new(new BoxSides(left, top, right, bottom), number, score);

    private static TrueBox There(double left, double top, double right, double bottom, int number) =>
        new(new BoxSides(left, top, right, bottom), number);
}
