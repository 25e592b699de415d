using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class PixelByPixelTests
{
    [Fact]
    public void Parts_of_channels_become_slices()
    {
        var net = new TestNetwork();
        var parts = net.Split(net.Input(1, 4, 5, 7), 3, 2, 4, 1);

        var after = Run(net.Build([.. parts]));

        Assert.Equal(["SLICE", "SLICE", "SLICE"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void Channels_by_themselves_become_slices_without_a_dimension_for_them()
    {
        var net = new TestNetwork();

        var after = Run(net.Build([.. net.Unpack(net.Input(1, 4, 5, 2), 3)]));

        Assert.Equal(["SLICE", "RESHAPE", "SLICE", "RESHAPE"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void Parts_of_columns_become_slices()
    {
        var net = new TestNetwork();
        var picture = net.Input(1, 4, 5, 7);

        var after = Run(net.Build([.. net.Split(picture, 2, 2, 3), net.Take(picture, 3, 5)]));

        Assert.Equal(["SLICE", "SLICE", "STRIDED_SLICE", "RESHAPE"], after.Operators.Select(o => o.Kind));
        Assert.Equal(new Shape(1, 4, 5, 1), after[after.Operators[2].Output].Shape);
    }

    [Fact]
    public void What_is_gathered_at_a_fixed_distance_is_a_slice()
    {
        var net = new TestNetwork();
        var picture = net.Input(1, 6, 5, 7);

        var after = Run(net.Build(
            net.Gather(picture, 1, 1, 3, 5), net.Gather(picture, 2, 4, 2, 0), net.Gather(picture, 3, 6),
            net.Gather(picture, 1, 5, 3, 1), net.Gather(picture, 2, 0, 0, 1)));

        Assert.Equal(["SLICE", "SLICE", "SLICE", "GATHER", "GATHER"], after.Operators.Select(o => o.Kind));
        Assert.Equal([1, 2, 1, 1], ((Slice)after.Operators[0]).Step.AsEnumerable());
        Assert.Equal([1, 1, -2, 1], ((Slice)after.Operators[1]).Step.AsEnumerable());
    }

    [Theory]
    [InlineData(3, "CONCATENATION RESHAPE", 1, 4, 5, 3)]
    [InlineData(2, "CONCATENATION RESHAPE", 1, 4, 5, 3)]
    [InlineData(3, "RESHAPE RESHAPE CONCATENATION", 1, 4, 5)]
    [InlineData(2, "RESHAPE RESHAPE CONCATENATION", 1, 4, 5)]
    public void What_is_packed_behind_the_rows_is_joined(int axis, string kinds, params int[] shape)
    {
        var net = new TestNetwork();

        var after = Run(net.Build(net.Pack(axis, net.Input(shape), net.Input(shape))));

        Assert.Equal(kinds, string.Join(' ', after.Operators.Select(o => o.Kind)));
    }

    [Fact]
    public void The_largest_channel_is_found_in_a_picture_of_one_channel()
    {
        var net = new TestNetwork();

        var after = Run(net.Build(net.ArgMax(net.Input(1, 4, 5, 7), 3)));

        Assert.Equal(["ARG_MAX", "RESHAPE"], after.Operators.Select(o => o.Kind));
        Assert.Equal(new Shape(1, 4, 5, 1), after[after.Operators[0].Output].Shape);
    }

    [Fact]
    public void What_is_no_picture_or_goes_another_way_stays_as_it_is()
    {
        var net = new TestNetwork();
        var (vector, picture, batch) = (net.Input(1, 1, 1, 6), net.Input(1, 4, 6, 3), net.Input(2, 4, 6, 3));
        var before = net.Build(
            [.. net.Split(vector, 3, 2, 4), .. net.Split(picture, 1, 2, 2), .. net.Split(batch, 3, 1, 2), net.ArgMax(picture, 1),
                net.Take(picture, 1, 2), net.Pack(1, picture, picture), net.Pack(4, picture, picture), net.Pack(3, vector, vector)]);

        Assert.Equal(before.Operators.AsEnumerable(), Run(before).Operators);
    }

    private static Graph Run(Graph before)
    {
        var after = new PixelByPixel().Run(before, new PassContext(BorderMode.Native));
        Assert.Empty(GraphValidator.Validate(after));
        Assert.Equal(before.Outputs.AsEnumerable(), after.Outputs);
        TestNetwork.KeepsBits(before, after);
        return after;
    }
}
