using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Inputs;

public class CameraLensTests
{
    [Theory]
    [InlineData(CameraFormat.Rgb565, CropMode.Letterbox, null)]
    [InlineData(CameraFormat.Rgb888, CropMode.Letterbox, 114)]
    [InlineData(CameraFormat.Nv12, CropMode.Center, null)]
    [InlineData(CameraFormat.BayerRggb, CropMode.None, null)]
    public void A_float_network_sees_what_the_camera_makes_for_its_int8_form(CameraFormat format, CropMode crop, int? bars)
    {
        var meaning = PixelMeaning.Of(0, 1, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
        var camera = new CameraInput(format) { Size = (20, 12), Crop = crop, Bars = bars, Meaning = meaning };
        var quantized = new Tensor(
            new(0), "x", new Shape(1, 10, 10, 3), ElementType.Int8, QuantizationParameters.PerTensor(0.0187f, -14));
        var behind = Compiler.WithCamera(new Graph("net", [quantized], [], [quantized.Id], [quantized.Id]), camera).Value;
        Assert.NotNull(behind);
        var source = CameraPicture.CameraOf(behind);
        Assert.NotNull(source);
        var picture = new Picture(31, 17, 3, new TestRandom(7).Bytes(31 * 17 * 3));
        var expected = new ReferenceInterpreter(behind).Run(
            [.. CameraPicture.Convert(picture, behind, source).Select(b => (ReadOnlyMemory<byte>)b)])[0];

        var floats = quantized with { Type = ElementType.Float32, Quantization = null };
        var lens = CameraLens.Of("net", floats, camera).Value;
        Assert.NotNull(lens);
        var reals = MemoryMarshal.Cast<byte, float>(lens.Look(picture, meaning)).ToArray();

        Assert.True(expected.Distinct().Count() > 50);
        for (var i = 0; i < reals.Length; i++)
        {
            var value = unchecked((sbyte)expected[i]);
            Assert.InRange((reals[i] / 0.0187) - 14 - value, -0.501, value == sbyte.MaxValue ? 200 : 0.501);
        }
    }

    [Fact]
    public void A_frame_that_the_format_does_not_have_is_refused() =>
        Assert.Equal(
            ["MNV4107"],
            CameraLens.Of(
                "net",
                new Tensor(new(0), "x", new Shape(1, 8, 8, 3), ElementType.Float32),
                new CameraInput(CameraFormat.Nv12) { Size = (21, 12) }).Diagnostics.Select(d => d.Code));
}
