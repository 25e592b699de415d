using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class CompareCommandTests(CompareCommandTests.Plans plans) : IClassFixture<CompareCommandTests.Plans>
{
    private readonly TemporaryFolder _folder = plans.Network.Folder;
    private readonly string _layers = plans.Layers;
    private readonly string _stream = plans.Stream;

    [Fact]
    public void Json_tells_both_numbers_and_the_difference()
    {
        using var json = JsonDocument.Parse(CliResult.Of("compare", _layers, _stream, "--json").Out);

        var arena = json.RootElement.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "arena");
        Assert.Equal("schedule layers", json.RootElement.GetProperty("first").GetString());
        Assert.Equal("schedule stream", json.RootElement.GetProperty("second").GetString());
        Assert.True(arena.GetProperty("difference").GetInt64() < 0);
        Assert.Equal(arena.GetProperty("second").GetInt64() - arena.GetProperty("first").GetInt64(),
            arena.GetProperty("difference").GetInt64());
    }

    [Fact]
    public void The_table_shows_figures_and_operators_that_differ()
    {
        var result = CliResult.Of("compare", _layers, _stream);

        Assert.Equal("", result.Error);
        Assert.Matches(@"(?m)^arena, bytes +[\d,]+ +[\d,]+ +-[\d,]+ +-[\d.]+ %$", result.Out);
        Assert.Contains("operators differ", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"mnv2_convolve_quads_row_s8 .*\n +streamed", result.Out);
    }

    [Fact]
    public void A_plan_equals_itself()
    {
        var result = CliResult.Of("compare", _layers, _layers);

        Assert.Contains("first plan  second plan", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("every operator runs by the same kernels at the same estimated cost\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_written_and_is_the_same_every_time()
    {
        var (once, twice) = (_folder.File("a.html"), _folder.File("b.html"));

        Assert.Equal(0, CliResult.Of("compare", _layers, _stream, "--html", once).ExitCode);
        Assert.Equal(0, CliResult.Of("compare", _layers, _stream, "--html", twice).ExitCode);

        Assert.Equal(File.ReadAllText(once), File.ReadAllText(twice));
        Assert.DoesNotContain(_folder.FullPath, File.ReadAllText(once), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_an_older_version_is_compared_as_far_as_it_goes()
    {
        var old = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(_layers))!;
        foreach (var newer in new[] { "targetTitle", "options", "inputMode", "limits", "inputs", "outputs", "operators", "overlaps",
            "arenas", "alternatives" })
            Assert.True(old.Remove(newer));
        var path = _folder.Write("old.json", JsonSerializer.Serialize(old));

        Assert.Equal(0, CliResult.Of("compare", path, _stream, "--html", _folder.File("old.html")).ExitCode);
    }

    [Theory]
    [InlineData("{\"bitExact\": true}", "this is the result of 'verify --json'")]
    [InlineData("{\"instructionsPerMac\": 1}", "this is the result of 'bench --json'")]
    [InlineData("[1]", "the document is an array, not a plan")]
    [InlineData("{}", "the document lacks what every plan has, such as 'steps' and 'buffers'")]
    [InlineData("null", "the document is a single value, not a plan")]
    [InlineData("{\"model\": ", "not JSON from line 1, column 11 on")]
    [InlineData("", "not JSON from line 1, column 1 on")]
    public void A_file_that_is_no_plan_is_named_with_the_reason(string content, string reason)
    {
        var path = _folder.Write("wrong.json", content);

        var result = CliResult.Refused("MNV7020", "compare", path, _stream);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal($"{path}: error MNV7020: {reason}", result.Error.Split('\n')[0]);
    }

    [Fact]
    public void A_changed_value_is_found()
    {
        var path =
            _folder.Write("changed.json", File.ReadAllText(_layers).Replace("\"index\": 2,", "\"index\": null,", StringComparison.Ordinal));

        Assert.Matches(@"MNV7020: line \d+: \$\.steps\[2\]\.index is not what a plan has there",
            CliResult.Refused("MNV7020", "compare", path, _stream).Error);
    }

    [Fact]
    public void Both_files_are_looked_at()
    {
        var result = CliResult.Naming(["MNV7001", "MNV7001"], "compare", "no.json", "neither.json");

        Assert.Equal(2, result.Error.Split("MNV7001").Length - 1);
    }

    /// <summary>A network planned twice.</summary>
    public sealed class Plans : IDisposable
    {
        public Plans()
        {
            Layers = Plan("layers");
            Stream = Plan("stream");
        }

        internal TinyNetwork Network { get; } = new();

        internal string Layers { get; }

        internal string Stream { get; }

        public void Dispose() => Network.Dispose();

        private string Plan(string schedule) => Network.Folder.Write(
            schedule + ".json",
            CliResult.Of("plan", Network.Path, "--target", "cortex-m4", "--kernels", "cmsis-nn", "--schedule", schedule, "--json").Out);
    }
}
