using MobileNetV2.CodeGen.Graphs;
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
            [.. net.Split(vector, 3, 2, 4), .. net.Split(picture, 2, 2, 4), .. net.Split(batch, 3, 1, 2), net.ArgMax(picture, 1)]);

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
