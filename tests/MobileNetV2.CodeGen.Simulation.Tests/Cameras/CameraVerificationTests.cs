using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Cameras;

/// <summary>Cameras in front of a network, as C: every format, whole frames and pushed rows.</summary>
public sealed class CameraVerificationTests
{
    public static TheoryData<CameraFormat> Formats { get; } = new(Enum.GetValues<CameraFormat>());

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_is_bit_exact_on_this_machine(CameraFormat format)
    {
        foreach (var (size, resize, crop) in new[]
        {
            ((32, 32), ResizeMethod.Bilinear, CropMode.Center),
            ((50, 38), ResizeMethod.Area, CropMode.Letterbox),
            ((44, 60), ResizeMethod.Nearest, CropMode.Center),
        })
        {
            var camera = new CameraInput(format) { Size = size, Resize = resize, Crop = crop, IsLimitedRange = crop == CropMode.Letterbox };
            await Networks.MustBeExact(Request(camera, "host") with { Sanitize = true });
        }
    }

    [Theory]
    [InlineData(CameraFormat.Rgb565, ResizeMethod.Bilinear, CropMode.Center, "host")]
    [InlineData(CameraFormat.Yuyv, ResizeMethod.Area, CropMode.None, "host")]
    [InlineData(CameraFormat.BayerGbrg, ResizeMethod.Nearest, CropMode.Center, "host")]
    [InlineData(CameraFormat.BayerRggb, ResizeMethod.Area, CropMode.Letterbox, "host")]
    [InlineData(CameraFormat.Rgb565BigEndian, ResizeMethod.Area, CropMode.Center, "cortex-m4")]
    [InlineData(CameraFormat.Yuv422, ResizeMethod.Bilinear, CropMode.Letterbox, "cortex-m0plus")]
    public async Task Pushed_rows_are_bit_exact(CameraFormat format, ResizeMethod resize, CropMode crop, string target)
    {
        var bars = crop == CropMode.Letterbox ? 114 : (int?)null;
        var request = Request(new CameraInput(format) { Size = (80, 60), Resize = resize, Crop = crop, Bars = bars }, target);
        var report = await Networks.MustBeExact(request with
        {
            Sanitize = target == "host",
            Compile = request.Compile with { Input = InputMode.Rows, Schedule = ScheduleMode.Stream },
        });

        Assert.Equal(2, report.CasesRun);
    }

    /// <summary>Neither the frame nor the network's input exists: the arena is smaller than either.</summary>
    [Fact]
    public void A_pushed_frame_is_never_in_memory()
    {
        var camera = new CameraInput(CameraFormat.Rgb565) { Size = (320, 240), Resize = ResizeMethod.Area };
        var request = Request(camera, "cortex-m4", 96).Compile;

        var plan = Compiler.Plan(request with { Input = InputMode.Rows, Schedule = ScheduleMode.Stream }).Sound();

        Assert.InRange(plan.ArenaBytes, 1, (96 * 96 * 3) - 1);
    }

    private static Simulation.Verification.VerifyRequest Request(CameraInput camera, string target, int resolution = 32)
    {
        var network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = resolution, Classes = 5 });
        return Networks.Request(Compiler.WithCamera(network, camera).Sound(), target) with { RandomCases = 2 };
    }
}
