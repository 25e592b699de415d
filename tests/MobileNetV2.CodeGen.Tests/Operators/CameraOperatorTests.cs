using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators between a camera and a network, against their meaning.</summary>
public sealed class CameraOperatorTests
{
    public static TheoryData<CameraFormat> Formats { get; } = new(RandomPictures.Formats);

    /// <summary>Fixed point takes its factors from docs/camera.md; here they are reals, and bits are repeated as text.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_pixel_is_near_the_colour_that_the_format_means(CameraFormat format)
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var (graph, frame, image) = Camera(format, seed);
            var op = (CameraImage)graph.Operators[0];
            var (from, to) = (graph[op.Input].Shape, graph[op.Output].Shape);
            for (var i = 0; i < image.Length / to.Channels; i++)
            {
                var row = Nearest(i / to.Width, op.Top, op.Height, to.Height);
                var column = Nearest(i % to.Width, op.Left, op.Width, to.Width);
                var (r, g, b) = Meaning(format, op.IsLimitedRange, frame, from.Width, from.Height, column, row);
                double[] expected = to.Channels == 3 ? [r, g, b]
                    : format.IsYuv() ? [LumaOf(format, op.IsLimitedRange, frame, from.Width, column, row)]
                    : [(0.299 * r) + (0.587 * g) + (0.114 * b)];
                for (var c = 0; c < expected.Length; c++)
                {
                    var actual = image[(i * to.Channels) + c] + 128;
                    Assert.True(
                        Math.Abs(actual - expected[c]) <= (format.IsBayer() && to.Channels == 1 ? 1.01 : 0.51),
                        $"{format}, seed {seed}: channel {c} of pixel {i} is {actual}, not {expected[c]}");
                }
            }
        }
    }

    [Theory]
    [InlineData(CameraFormat.Rgb565, new byte[] { 0x00, 0xF8 }, 255, 0, 0)]
    [InlineData(CameraFormat.Rgb565BigEndian, new byte[] { 0xF8, 0x00 }, 255, 0, 0)]
    [InlineData(CameraFormat.Rgb565, new byte[] { 0xE0, 0x07 }, 0, 255, 0)]
    [InlineData(CameraFormat.Rgb565, new byte[] { 0x01, 0x00 }, 0, 0, 8)]
    [InlineData(CameraFormat.Bgr888, new byte[] { 1, 2, 3 }, 3, 2, 1)]
    [InlineData(CameraFormat.Grey8, new byte[] { 77 }, 77, 77, 77)]
    [InlineData(CameraFormat.Yuv444, new byte[] { 76, 85, 255 }, 254, 0, 0)]
    public void Colours_worked_out_by_hand(CameraFormat format, byte[] frame, int red, int green, int blue)
    {
        var op = new CameraImage(new(0), [new(0)], [new(1)], format, false, 0, 0, 1, 1);
        var graph = Graph(op, new Shape(1, 1, 1, frame.Length), new Shape(1, 1, 1, 3));

        var result = new ReferenceInterpreter(graph).Run([frame])[0];

        Assert.Equal([red, green, blue], result.Select(b => b ^ 128));
    }

    [Fact]
    public void Two_pixels_share_their_colour()
    {
        var op = new CameraImage(new(0), [new(0)], [new(1)], CameraFormat.Yuyv, false, 0, 0, 1, 2);
        byte[] Run(CameraFormat format, params byte[] frame) => new ReferenceInterpreter(
            Graph(op with { Format = format }, new Shape(1, 1, 2, format.BytesPerPixel()), new Shape(1, 1, 2, 3))).Run([frame])[0];
        var yuyv = Run(CameraFormat.Yuyv, 10, 100, 200, 160);
        var uyvy = Run(CameraFormat.Yuv422, 100, 10, 160, 200);
        var apart = Run(CameraFormat.Yuv444, 10, 100, 160, 200, 100, 160);

        Assert.Equal(apart, yuyv);
        Assert.Equal(apart, uyvy);
    }

    /// <summary>Each pixel is repeated until one block of pixels of the one is one block of the other.</summary>
    [Fact]
    public void An_area_is_the_mean_of_the_pixels_in_it()
    {
        for (var seed = 0UL; seed < 80; seed++)
        {
            var graph = RandomGraphs.Single("RESIZE_AREA", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var bytes = RandomGraphs.Inputs(graph, seed);
            var result = new ReferenceInterpreter(graph).Run(bytes)[0];
            var input = bytes[0].ToArray();
            var (from, to) = (graph[graph.Operators[0].Input].Shape, graph[graph.Operators[0].Output].Shape);
            for (var i = 0; i < result.Length; i++)
            {
                var (c, pixel) = (i % to.Channels, i / to.Channels);
                var (x, y, n) = (pixel % to.Width, pixel / to.Width % to.Height, pixel / to.Width / to.Height);
                var sum = 0L;
                for (var v = y * from.Height; v < (y + 1) * from.Height; v++)
                {
                    var row = ((n * from.Height) + (v / to.Height)) * from.Width;
                    for (var u = x * from.Width; u < (x + 1) * from.Width; u++)
                        sum += unchecked((sbyte)input[((row + (u / to.Width)) * from.Channels) + c]);
                }

                var mean = sum / ((double)from.Height * from.Width);
                Assert.Equal((int)Math.Floor(mean + 0.5), unchecked((sbyte)result[i]));
            }
        }
    }

    [Fact]
    public void A_table_is_looked_up_by_channel()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var graph = RandomGraphs.Single("CHANNEL_TABLE", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = (ChannelTable)graph.Operators[0];
            var bytes = RandomGraphs.Inputs(graph, seed);
            var (input, table) = (bytes[0].ToArray(), graph[op.Table].Data!.Value.ToArray());
            var channels = graph[op.Table].Shape[0] == 1 ? 1 : graph[op.Input].Shape.Channels;

            var result = new ReferenceInterpreter(graph).Run(bytes)[0];

            Assert.Equal(input.Select((value, i) => table.Chunk(256).ElementAt(i % channels)[value]), result);
        }
    }

    /// <summary>What a camera would have sent of a picture, seen through the operator, is the picture but for what the format
    /// cannot hold.</summary>
    [Theory]
    [InlineData(CameraFormat.Rgb888, false, 0)]
    [InlineData(CameraFormat.Bgr888, false, 0)]
    [InlineData(CameraFormat.Rgb565, false, 4)]
    [InlineData(CameraFormat.Rgb565BigEndian, false, 4)]
    [InlineData(CameraFormat.Yuv444, false, 2)]
    [InlineData(CameraFormat.Yuv444, true, 3)]
    [InlineData(CameraFormat.Yuyv, false, 4)]
    [InlineData(CameraFormat.Yuv422, true, 5)]
    [InlineData(CameraFormat.BayerRggb, false, 6)]
    [InlineData(CameraFormat.BayerBggr, false, 6)]
    [InlineData(CameraFormat.BayerGrbg, false, 6)]
    [InlineData(CameraFormat.BayerGbrg, false, 6)]
    public void A_smooth_picture_survives_a_camera(CameraFormat format, bool isLimitedRange, int tolerance)
    {
        const int side = 16;
        var rgb = new byte[side * side * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)(60 + (3 * (i / 3 % side)) + (2 * (i / 3 / side)) + (40 * (i % 3)));
        var frame = CameraFrame.FromRgb(format, isLimitedRange, side, side, rgb)[0];
        var op = new CameraImage(new(0), [new(0)], [new(1)], format, isLimitedRange, 0, 0, side, side);

        var graph = Graph(op, new Shape(1, side, side, format.BytesPerPixel()), new Shape(1, side, side, 3));

        var result = new ReferenceInterpreter(graph).Run([frame])[0];

        for (var i = 0; i < rgb.Length; i++)
            Assert.InRange((result[i] ^ 128) - rgb[i], -tolerance, tolerance);
    }

    [Fact]
    public void Planes_of_nv12_are_the_luma_and_the_mean_colour_of_four()
    {
        byte[] rgb = [255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255];

        var planes = CameraFrame.FromRgb(CameraFormat.Nv12, false, 2, 2, rgb);

        Assert.Equal([76, 76, 76, 29], planes[0].Select(b => (int)b));
        // Red is (85, 255) after its limit, blue (255, 107).
        Assert.Equal([(3 * 85 + 255 + 2) / 4, (3 * 255 + 107 + 2) / 4], planes[1].Select(b => (int)b));
    }

    private static (Graph Graph, byte[] Frame, int[] Image) Camera(CameraFormat format, ulong seed)
    {
        var random = new TestRandom(seed);
        var builder = new RandomGraphBuilder("camera", random);
        builder.Output(new RandomPictures(builder, random).Image(format));
        var graph = builder.Build();
        Assert.Empty(GraphValidator.Validate(graph));
        var inputs = RandomGraphs.Inputs(graph, seed);
        return (graph, inputs[0].ToArray(), [.. new ReferenceInterpreter(graph).Run(inputs)[0].Select(b => (int)unchecked((sbyte)b))]);
    }

    /// <summary>The last pixel that does not begin behind the middle.</summary>
    private static int Nearest(int position, int start, int length, int output) =>
        start + Enumerable.Range(0, length).Last(i => 2 * output * i <= ((2 * position) + 1) * length);

    private static (double R, double G, double B) Meaning(
        CameraFormat format, bool limited, byte[] frame, int width, int height, int x, int y)
    {
        var at = ((y * width) + x) * format.BytesPerPixel();
        switch (format)
        {
            case CameraFormat.Rgb888:
                return (frame[at], frame[at + 1], frame[at + 2]);
            case CameraFormat.Bgr888:
                return (frame[at + 2], frame[at + 1], frame[at]);
            case CameraFormat.Grey8:
                return (frame[at], frame[at], frame[at]);
            case CameraFormat.Rgb565 or CameraFormat.Rgb565BigEndian:
                var word = format == CameraFormat.Rgb565 ? frame[at] + (256 * frame[at + 1]) : frame[at + 1] + (256 * frame[at]);
                return (Repeated(word / 2048, 5), Repeated(word / 32 % 64, 6), Repeated(word % 32, 5));
            case var _ when format.IsYuv():
                var (u, v) = Colour(format, frame, width, x, y);
                var luma = frame[at + (format == CameraFormat.Yuv422 ? 1 : 0)];
                var (l, s) = limited ? ((luma - 16) * 255 / 219.0, 255 / 224.0) : (luma, 1);
                return (
                    Limit(l + (1.402 * s * (v - 128))),
                    Limit(l - (0.344136 * s * (u - 128)) - (0.714136 * s * (v - 128))),
                    Limit(l + (1.772 * s * (u - 128))));
            default:
                double Of(char colour) => Bayer(format, frame, width, height, x, y, colour);
                return (Of('r'), Of('g'), Of('b'));
        }
    }

    /// <summary>The bits again and again, until there are 8.</summary>
    private static int Repeated(int value, int bits)
    {
        var text = Convert.ToString(value, 2).PadLeft(bits, '0');
        return Convert.ToInt32((text + text)[..8], 2);
    }

    private static double LumaOf(CameraFormat format, bool limited, byte[] frame, int width, int x, int y)
    {
        var luma = frame[(((y * width) + x) * format.BytesPerPixel()) + (format == CameraFormat.Yuv422 ? 1 : 0)];
        return limited ? Limit((luma - 16) * 255 / 219.0) : luma;
    }

    private static (int U, int V) Colour(CameraFormat format, byte[] frame, int width, int x, int y)
    {
        var row = y * width;
        return format switch
        {
            CameraFormat.Yuv444 => (frame[(3 * (row + x)) + 1], frame[(3 * (row + x)) + 2]),
            CameraFormat.Yuyv => (frame[(2 * row) + (x / 2 * 4) + 1], frame[(2 * row) + (x / 2 * 4) + 3]),
            _ => (frame[(2 * row) + (x / 2 * 4)], frame[(2 * row) + (x / 2 * 4) + 2]),
        };
    }

    /// <summary>The mean of all pixels of a colour around one, weighted 1 2 1 both ways: for a Bayer filter that is the mean of the
    /// nearest.</summary>
    private static double Bayer(CameraFormat format, byte[] frame, int width, int height, int x, int y, char colour)
    {
        var pattern = format.Name()[^4..];
        var (sum, weights) = (0, 0);
        for (var j = -1; j <= 1; j++)
        {
            for (var i = -1; i <= 1; i++)
            {
                if (pattern[(((y + j + 2) % 2) * 2) + ((x + i + 2) % 2)] != colour || (Has(x, y) && (i, j) != (0, 0)))
                    continue;
                var (column, row) = (Math.Abs(x + i), Math.Abs(y + j));
                column = column >= width ? width - 2 : column;
                row = row >= height ? height - 2 : row;
                var weight = (2 - Math.Abs(i)) * (2 - Math.Abs(j));
                (sum, weights) = (sum + (weight * frame[(row * width) + column]), weights + weight);
            }
        }

        return sum / (double)weights;

        bool Has(int column, int row) => pattern[(row % 2 * 2) + (column % 2)] == colour;
    }

    private static double Limit(double value) => Math.Clamp(value, 0, 255);

    private static Graph Graph(Operator op, Shape from, Shape to) => new(
        "net",
        [
            new Tensor(new(0), "in", from, ElementType.UInt8, QuantizationParameters.PerTensor(1, 0)),
            new Tensor(new(1), "out", to, ElementType.Int8, QuantizationParameters.PerTensor(1, -128)),
        ],
        [op],
        [new(0)],
        [new(1)]);
}
