using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Lowering;

/// <summary>Scratch sizes against the numbers that CMSIS-NN's own functions gave for the same shapes.</summary>
public class ScratchTests
{
    public static TheoryData<int[], int, int, int> Convolutions => new()
    {
        // input h, w, c; kernel h, w, c; output h, w, c; stride h, w; padding top, left; dilation h, w
        { [224, 224, 3, 3, 3, 3, 112, 112, 32, 2, 2, 0, 0, 1, 1], 112, 112, 128 },
        { [112, 112, 32, 1, 1, 32, 112, 112, 16, 1, 1, 0, 0, 1, 1], 0, 0, 0 },
        { [14, 14, 32, 1, 1, 32, 7, 7, 16, 2, 2, 0, 0, 1, 1], 0, 0, 0 },
        { [49, 10, 1, 10, 4, 1, 25, 5, 64, 2, 2, 4, 1, 1, 1], 160, 160, 192 },
        { [9, 9, 10, 3, 3, 5, 9, 9, 6, 1, 1, 1, 1, 1, 1], 368, 368, 384 },
        { [9, 9, 7, 5, 3, 7, 9, 9, 6, 1, 1, 4, 2, 2, 2], 432, 432, 448 },
        { [1, 1, 7, 1, 1, 7, 3, 3, 6, 1, 1, 1, 1, 1, 1], 32, 32, 64 },
        { [20, 1, 8, 5, 1, 8, 16, 1, 6, 1, 1, 0, 0, 1, 1], 160, 160, 192 },
    };

    public static TheoryData<int[], int, int, int> Depthwises => new()
    {
        // batch; input h, w, c; kernel h, w; output h, w, c; stride; padding top, left; dilation
        { [1, 112, 112, 32, 3, 3, 112, 112, 32, 1, 1, 1, 1], 0, 0, 4464 },
        { [1, 113, 113, 96, 3, 3, 56, 56, 96, 2, 0, 0, 1], 0, 0, 4464 },
        { [1, 20, 20, 24, 5, 5, 20, 20, 24, 1, 2, 2, 1], 0, 1200, 12400 },
        { [1, 20, 20, 24, 3, 3, 20, 20, 24, 1, 2, 1, 1], 0, 432, 4464 },
        { [1, 20, 20, 24, 3, 3, 20, 20, 24, 1, 2, 2, 2], 0, 0, 0 },
        { [2, 20, 20, 24, 3, 3, 20, 20, 24, 1, 1, 1, 1], 0, 0, 0 },
        { [1, 20, 20, 4, 3, 3, 20, 20, 8, 1, 1, 1, 1], 0, 0, 0 },
        { [1, 20, 20, 1, 3, 3, 20, 20, 1, 1, 1, 1, 1], 0, 0, 4464 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolution(int[] s, int plain, int dsp, int mve)
    {
        ArgumentNullException.ThrowIfNull(s);
        var window = new WindowGeometry(
            new Shape(1, s[0], s[1], s[2]), new Shape(1, s[6], s[7], s[8]), new Size2D(s[3], s[4]), new Size2D(s[9], s[10]),
            new Size2D(s[13], s[14]), new Padding2D(s[11], 0, s[12], 0))
        {
            FilterChannels = s[5],
        };

        Assert.Equal(new ScratchVariants(plain, dsp, mve), ArmConvolve.Scratch(window));
    }

    [Theory]
    [MemberData(nameof(Depthwises))]
    public void Depthwise(int[] s, int plain, int dsp, int mve)
    {
        ArgumentNullException.ThrowIfNull(s);
        var window = new WindowGeometry(
            new Shape(s[0], s[1], s[2], s[3]), new Shape(s[0], s[6], s[7], s[8]), new Size2D(s[4], s[5]), new Size2D(s[9], s[9]),
            new Size2D(s[12], s[12]), new Padding2D(s[10], 0, s[11], 0));

        Assert.Equal(new ScratchVariants(plain, dsp, mve), ArmDepthwise.Scratch(window));
    }

    [Fact]
    public void Average_pool()
    {
        var window =
            new WindowGeometry(new Shape(1, 7, 7, 1280), new Shape(1, 1, 1, 1280), new Size2D(7, 7), Size2D.One, Size2D.One, default);

        Assert.Equal(new ScratchVariants(0, 5120, 0), ArmAveragePool.Scratch(window));
    }

    [Fact]
    public void Fully_connected() => Assert.Equal(new ScratchVariants(0, 0, 40), ArmFullyConnected.Scratch(10));

    [Theory]
    [InlineData("cortex-m0plus", 1)]
    [InlineData("cortex-m3", 1)]
    [InlineData("cortex-m4", 2)]
    [InlineData("cortex-m7", 2)]
    [InlineData("cortex-m33", 2)]
    [InlineData("cortex-m55", 3)]
    [InlineData("host", 3)]
    public void The_target_says_which_build_of_the_library_runs(string target, int bytes) =>
        Assert.Equal(bytes, new ScratchVariants(1, 2, 3).For(TargetCatalog.Find(target).Sound()));
}
