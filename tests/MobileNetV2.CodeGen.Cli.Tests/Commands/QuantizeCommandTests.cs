using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Export;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>From a float network to a file, as it is typed.</summary>
public sealed class QuantizeCommandTests : IDisposable
{
    private const int Samples = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly string _network;
    private readonly string _samples;

    public QuantizeCommandTests()
    {
        _network = _folder.Write("float.tflite", TfLiteWriter.Write(Network()).Sound().ToArray());
        var random = new Random(5);
        float[] samples = [.. Enumerable.Range(0, Samples * 8 * 8 * 3).Select(_ => random.NextSingle())];
        _samples = _folder.Write("samples.bin", MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fast")]
    [InlineData("normal")]
    [InlineData("best")]
    public void The_same_network_and_samples_give_the_same_file(string effort)
    {
        var first = Quantized("a.tflite", "--effort", effort);
        var second = Quantized("b.tflite", "--effort", effort);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Every_scale_and_error_is_told()
    {
        var told = CliResult.Any(Command("net.tflite"));

        Assert.Equal(ExitCode.Success, told.ExitCode);
        Assert.Contains("wrote", told.Out, StringComparison.Ordinal);
        Assert.Contains("SQNR dB", told.Out, StringComparison.Ordinal);
        Assert.Contains("signal to noise of the last layer", told.Out, StringComparison.Ordinal);
        Assert.Empty(CliResult.Any([.. Command("net.tflite"), "--quiet"]).Out);
    }

    [Theory]
    [InlineData("int8")]
    [InlineData("uint8")]
    [InlineData("float32", "float")]
    public void The_border_has_the_type_that_is_asked_for(string type, string? option = null)
    {
        Quantized("net.tflite", "--io", option ?? type);

        var network = Inspected("net.tflite");

        Assert.Equal(type, network.GetProperty("inputs")[0].GetProperty("type").GetString());
        Assert.Equal(type, network.GetProperty("outputs")[0].GetProperty("type").GetString());
    }

    [Fact]
    public void A_description_has_the_bits_of_the_file()
    {
        Quantized("net.tflite", "--io", "float");
        Quantized("net.json", "--io", "float");

        Assert.Equal(Run("net.tflite"), Run("net.json"));
    }

    [Fact]
    public void Layers_stay_in_float_and_no_longer_err()
    {
        Quantized("net.tflite", "--io", "float");
        Quantized("kept.tflite", "--io", "float", "--keep-float", "#2", "--keep-float", "y");

        Assert.True(Error("kept.tflite") > Error("net.tflite") + 3, $"{Error("kept.tflite")} dB, {Error("net.tflite")} dB");
    }

    [Fact]
    public void A_layer_of_16_bits_errs_less_and_compiles()
    {
        Quantized("net.tflite");
        Quantized("wide.tflite", "--int16", "#0");

        Assert.True(Error("wide.tflite") >= Error("net.tflite"), $"{Error("wide.tflite")} dB, {Error("net.tflite")} dB");
        var compiled = CliResult.Of("compile", File("wide.tflite"), "--target", "cortex-m4", "--output", File("gen"));
        Assert.Equal(ExitCode.Success, compiled.ExitCode);
    }

    [Fact]
    public void Pictures_need_no_labels()
    {
        for (var i = 0; i < Samples; i++)
            Picture($"{i}.png", 5 + i);

        var result = CliResult.Of("quantize", _network, "--images", File("pictures"), "--range", "0,1", "-o", File("net.tflite"));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains($"{Samples} samples", result.Out, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(File("net.tflite")));
    }

    [Theory]
    [InlineData("--normalize", "raw", "either this or --range")]
    [InlineData("--mean", "0.1,0.2,0.3,0.4,0.5", "one number or one for each of the")]
    public void What_pixels_mean_is_said_once_and_for_each_channel(string option, string value, string expected)
    {
        Picture("0.png", 5);

        var result = CliResult.Refused(
            "MNV7013", "quantize", _network, "--images", File("pictures"), "--range", "0,1", option, value, "-o", File("net.tflite"));

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_none_is_named()
    {
        Picture("good.png", 8);
        _folder.Write("pictures/bad.png", "no picture");
        _folder.Write("pictures/notes.txt", "not looked at");

        var result = CliResult.Refused("MNV7008", "quantize", _network, "--images", File("pictures"), "-o", File("net.tflite"));

        Assert.Contains("bad.png", result.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("net.tflite")));
    }

    [Fact]
    public void Other_extensions_are_refused_before_anything_is_computed() =>
        CliResult.Refused("MNV7010", "quantize", _network, "--samples", _samples, "-o", File("net.bin"));

    private string File(string name) => Path.Combine(_folder.FullPath, name);

    private string[] Command(string name) =>
        ["quantize", _network, "--samples", _samples, "--output", File(name)];

    private byte[] Quantized(string name, params string[] options)
    {
        var result = CliResult.Any([.. Command(name), .. options]);
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        return System.IO.File.ReadAllBytes(File(name));
    }

    private JsonElement Inspected(string name) =>
        JsonDocument.Parse(CliResult.Any("inspect", File(name), "--json").Out).RootElement;

    private byte[] Run(string name)
    {
        var output = File(name + ".bin");
        CliResult.Of("run", File(name), "--input", _samples, "--output", output);
        return System.IO.File.ReadAllBytes(output);
    }

    /// <summary>A convolution, its mean over the picture, a matrix and SOFTMAX.</summary>
    private static Graph Network()
    {
        var random = new Random(3);
        var tensors = ImmutableArray.CreateBuilder<Tensor>();
        var x = Add("x", false, 1, 8, 8, 3);
        var (filter, bias, convolved) = (Add("filter", true, 4, 3, 3, 3), Add("bias", true, 4), Add("convolved", false, 1, 6, 6, 4));
        var mean = Add("mean", false, 1, 4);
        var (matrix, logits, result) = (Add("matrix", true, 3, 4), Add("logits", false, 1, 3), Add("y", false, 1, 3));
        return new Graph("net", tensors.ToImmutable(),
        [
            new Conv2D(new OperatorId(0), [x, filter, bias], [convolved], Size2D.One, Size2D.One, default, Activation.Relu),
            new Mean(new OperatorId(1), [convolved], [mean], [1, 2]),
            new FullyConnected(new OperatorId(2), [mean, matrix], [logits], false, Activation.None),
            new Softmax(new OperatorId(3), [logits], [result], 1),
        ], [x], [result]);

        TensorId Add(string name, bool isConstant, params int[] shape)
        {
            var id = new TensorId(tensors.Count);
            float[] reals = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (random.NextSingle() * 2) - 1)];
            tensors.Add(new Tensor(id, name, new Shape([.. shape]), ElementType.Float32, null,
                isConstant ? MemoryMarshal.AsBytes(reals.AsSpan()).ToArray() : default(ReadOnlyMemory<byte>?)));
            return id;
        }
    }

    private void Picture(string name, int seed)
    {
        Directory.CreateDirectory(File("pictures"));
        var random = new Random(seed);
        using var bitmap = new SKBitmap(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var i = 0; i < 64; i++)
            bitmap.SetPixel(i % 8, i / 8, new SKColor((uint)random.Next() | 0xFF000000));
        using var stream = System.IO.File.Create(Path.Combine(File("pictures"), name));
        bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
    }

    private double Error(string name) => JsonDocument.Parse(CliResult.Any(
        "error", File(name), "--against", _network, "--samples", _samples, "--json").Out)
        .RootElement.GetProperty("outputSqnrDb").GetDouble();
}
