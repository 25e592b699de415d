using System.Reflection;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Fuzz;

/// <summary>What the fuzzer found to be of interest is tried again, and changed a little. <c>eng/fuzz.sh</c> goes on from there.</summary>
public sealed partial class CorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_input_of_the_corpus_gives_a_result_or_a_reason()
    {
        var said = Fuzz("replay", Checkout.PathOf("tests", "fuzz", "corpus"));

        Assert.InRange(int.Parse(Number().Match(said).Value, System.Globalization.CultureInfo.InvariantCulture), 100, int.MaxValue);
    }

    /// <remarks>The number of inputs depends on the machine; each must be fine.</remarks>
    [Theory]
    [InlineData("tflite")]
    [InlineData("description")]
    [InlineData("onnx")]
    [InlineData("target")]
    [InlineData("npy")]
    public void So_does_every_input_that_is_a_little_different(string format) =>
        Fuzz("mutate", format, Checkout.PathOf("tests", "fuzz", "corpus"), "2", "1");

    private string Fuzz(params string[] arguments)
    {
        var configuration = typeof(CorpusTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var program = Checkout.PathOf(
            "tests", "MobileNetV2.CodeGen.Fuzz", "bin", configuration, "net10.0", "MobileNetV2.CodeGen.Fuzz.dll");
        return Tool.Run(_folder.FullPath, "dotnet", [program, .. arguments]);
    }

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex Number();
}
