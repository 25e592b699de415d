using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Passes;

/// <summary>A camera in front of a network.</summary>
public sealed class CameraFrontTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixels_of_the_right_size_are_what_the_network_takes_itself(bool uint8Border)
    {
        var graph = Network(uint8Border: uint8Border);
        var rgb = new TestRandom(3).Bytes(32 * 32 * 3);
        var behind = Compiler.WithCamera(graph, new CameraInput(CameraFormat.Bgr888)).Sound();

        var expected = new ReferenceInterpreter(graph).Run([uint8Border ? rgb : rgb.Select(b => (byte)(b ^ 128)).ToArray()])[0];
        var actual = new ReferenceInterpreter(behind).Run([CameraFrame.FromRgb(CameraFormat.Bgr888, false, 32, 32, rgb)[0]])[0];

        Assert.Equal(expected, actual);
        Assert.Equal(graph.Operators.Length + (uint8Border ? 0 : 1), behind.Operators.Length);
    }

    [Theory]
    [InlineData(ResizeMethod.Nearest, CropMode.Center, null, new[] { "CAMERA_IMAGE" })]
    [InlineData(ResizeMethod.Bilinear, CropMode.Center, null, new[] { "CAMERA_IMAGE", "RESIZE_BILINEAR" })]
    [InlineData(ResizeMethod.Area, CropMode.None, null, new[] { "CAMERA_IMAGE", "RESIZE_AREA" })]
    [InlineData(ResizeMethod.Area, CropMode.Letterbox, null, new[] { "CAMERA_IMAGE", "RESIZE_AREA", "PAD" })]
    [InlineData(ResizeMethod.Nearest, CropMode.Letterbox, 114, new[] { "CAMERA_IMAGE", "PAD" })]
    public void Only_what_is_needed_is_put_in_front(ResizeMethod resize, CropMode crop, int? bars, string[] expected)
    {
        var camera = new CameraInput(CameraFormat.Rgb565) { Size = (80, 60), Resize = resize, Crop = crop, Bars = bars };

        var behind = Compiler.WithCamera(Network(), camera).Sound();

        Assert.Empty(GraphValidator.Validate(behind));
        Assert.Equal(expected, behind.Operators.Take(expected.Length).Select(o => o.Kind));
        Assert.Equal("1x60x80x2", behind[behind.Inputs[0]].Shape.ToString());
        Assert.Equal(Network().Operators.Length + expected.Length, behind.Operators.Length);
    }

    /// <summary>Any bytes in both planes, against real numbers: BT.601 with the U and V of each 2x2 pixels.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_pixel_of_nv12_has_the_colour_of_its_block(bool isLimitedRange)
    {
        var behind = Compiler.WithCamera(Network(), new CameraInput(CameraFormat.Nv12) { IsLimitedRange = isLimitedRange }).Sound();
        var image = behind.Operators.OfType<CameraImage>().Single();
        var random = new TestRandom(6);
        var (luma, colours) = (random.Bytes(32 * 32), random.Bytes(32 * 16));

        var result = new ReferenceInterpreter(behind).Trace([luma, colours])[image.Output].ToArray();

        for (var i = 0; i < luma.Length; i++)
        {
            var block = (i / 32 / 2 * 32) + (i % 32 / 2 * 2);
            var (u, v) = (colours[block] - 128, colours[block + 1] - 128);
            var (y, scale) = isLimitedRange ? ((luma[i] - 16) * 255 / 219.0, 255 / 224.0) : (luma[i], 1);
            double[] expected = [y + (1.402 * scale * v), y - (scale * ((0.344136 * u) + (0.714136 * v))), y + (1.772 * scale * u)];
            for (var c = 0; c < 3; c++)
                Assert.Equal(Math.Clamp(expected[c], 0, 255), (double)(result[(3 * i) + c] ^ 128), 0.51);
        }
    }

    [Fact]
    public void Planes_of_nv12_become_pixels()
    {
        var rgb = new byte[32 * 32 * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)(20 + (3 * (i / 3 % 32 / 2)) + (4 * (i / 96 / 2)));
        var behind = Compiler.WithCamera(Network(), new CameraInput(CameraFormat.Nv12) { IsLimitedRange = true }).Sound();
        var image = behind.Operators.OfType<CameraImage>().Single();
        var planes = CameraFrame.FromRgb(CameraFormat.Nv12, true, 32, 32, rgb);

        var trace = new ReferenceInterpreter(behind).Trace([.. planes.Select(p => (ReadOnlyMemory<byte>)p)]);

        Assert.All(trace[image.Output].ToArray().Zip(rgb), p => Assert.InRange((p.First ^ 128) - p.Second, -3, 3));
    }

    [Fact]
    public void Mean_and_deviation_become_a_table()
    {
        var graph = Network();
        var q = graph[graph.Inputs[0]].RequiredQuantization;
        double[] mean = [0.485, 0.456, 0.406], deviation = [0.229, 0.224, 0.225];
        var camera = new CameraInput(CameraFormat.Rgb888) { Meaning = PixelMeaning.Of(0, 1, mean, deviation) };
        var behind = Compiler.WithCamera(graph, camera).Sound();
        var rgb = new TestRandom(5).Bytes(32 * 32 * 3);

        var input = new ReferenceInterpreter(behind).Trace([rgb])[graph.Inputs[0]].ToArray();

        for (var i = 0; i < rgb.Length; i++)
        {
            var real = ((rgb[i] / 255.0) - mean[i % 3]) / deviation[i % 3];
            var expected = Math.Round(real / q.Scale, MidpointRounding.AwayFromZero) + q.ZeroPoint;
            Assert.Equal(Math.Clamp(expected, -128, 127), unchecked((sbyte)input[i]));
        }
    }

    /// <summary>Bars that the network takes for zero are the padding of its first convolution.</summary>
    [Fact]
    public void Bars_of_zero_become_padding()
    {
        var camera = new CameraInput(CameraFormat.Rgb888) { Size = (64, 32), Crop = CropMode.Letterbox, Resize = ResizeMethod.Nearest };
        var behind = Compiler.WithCamera(Network(), camera).Sound();

        var simplified = Compiler.Simplify(behind, BorderMode.Native, keepChannels: true).Sound();

        Assert.DoesNotContain(simplified.Operators, o => o is Pad);
        Assert.True(simplified.Operators.OfType<Conv2D>().First().Padding.Top >= 8);
    }

    [Fact]
    public void A_camera_in_front_of_int8_borders_stays_a_camera()
    {
        var behind = Compiler.WithCamera(Network(uint8Border: true), new CameraInput(CameraFormat.Nv12)).Sound();

        var simplified = Compiler.Simplify(behind, BorderMode.Int8, keepChannels: true).Sound();

        Assert.All(simplified.Inputs, i => Assert.Equal(ElementType.UInt8, simplified[i].Type));
        Assert.All(simplified.Outputs, o => Assert.Equal(ElementType.Int8, simplified[o].Type));
    }

    [Theory]
    [InlineData(320, 240, 224, 224, CropMode.Center, 0, 40, 240, 240, 224, 224, 0, 0)]
    [InlineData(240, 320, 224, 224, CropMode.Center, 40, 0, 240, 240, 224, 224, 0, 0)]
    [InlineData(320, 240, 160, 120, CropMode.Center, 0, 0, 320, 240, 160, 120, 0, 0)]
    [InlineData(5, 3, 2, 2, CropMode.Center, 0, 1, 3, 3, 2, 2, 0, 0)]
    [InlineData(320, 240, 224, 224, CropMode.None, 0, 0, 320, 240, 224, 224, 0, 0)]
    [InlineData(320, 240, 224, 224, CropMode.Letterbox, 0, 0, 320, 240, 224, 168, 28, 0)]
    [InlineData(240, 320, 224, 224, CropMode.Letterbox, 0, 0, 240, 320, 168, 224, 0, 28)]
    [InlineData(8192, 1, 16, 16, CropMode.Letterbox, 0, 0, 8192, 1, 16, 1, 7, 0)]
    [InlineData(1, 8192, 16, 16, CropMode.Center, 4095, 0, 1, 1, 16, 16, 0, 0)]
    public void Parts_and_bars_are_where_they_are_expected(
        int width, int height, int toWidth, int toHeight, CropMode crop,
        int top, int left, int partWidth, int partHeight, int sizeWidth, int sizeHeight, int above, int before)
    {
        var view = CameraView.Of((width, height), (toWidth, toHeight), crop);

        Assert.Equal(new CameraView((top, left, partWidth, partHeight), (sizeWidth, sizeHeight), (above, before)), view);
    }

    /// <summary>A network of PyTorch takes a camera as its twin does, and no transposition is left for it.</summary>
    [Fact]
    public void Planes_are_made_of_pixels()
    {
        var pixels = Network();
        var planes = WithPlanes(pixels);
        var camera = new CameraInput(CameraFormat.Rgb565) { Size = (40, 36) };
        var frame = new TestRandom(4).Bytes(40 * 36 * 2);

        var behind = Compiler.WithCamera(planes, camera).Sound();

        Assert.Empty(GraphValidator.Validate(behind));
        var expected = new ReferenceInterpreter(Compiler.WithCamera(pixels, camera).Sound()).Run([frame])[0];
        Assert.Equal(expected, new ReferenceInterpreter(behind).Run([frame])[0]);
        Assert.DoesNotContain(PassPipeline.Run(behind, new PassContext(BorderMode.Native)).Sound().Operators, o => o is Transpose);
    }

    private static Graph WithPlanes(Graph graph)
    {
        var image = graph[graph.Inputs[0]];
        var id = new TensorId(graph.Tensors[^1].Id.Value + 1);
        var planes = image with { Id = id, Name = "planes", Shape = new Shape(1, 3, image.Shape.Height, image.Shape.Width) };
        var number = new OperatorId(graph.Operators.Max(o => o.Id.Value) + 1);
        return graph.With(
            [.. graph.Tensors, planes], [new Transpose(number, [id], [image.Id], [0, 2, 3, 1]), .. graph.Operators], [id]);
    }

    private static Graph Network(bool uint8Border = false) =>
        MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5, UInt8Border = uint8Border });
}
