using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>What people type first, and values at the edge of what is possible: the answer is never an internal error.</summary>
public sealed class EdgeTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("nrf52", "did you mean 'mnv2c plan MODEL --target nrf52840'?")]
    [InlineData("stm32h743", "did you mean 'mnv2c plan MODEL --target stm32h743'?")]
    [InlineData("person.tflite", "did you mean 'mnv2c inspect person.tflite'?")]
    [InlineData("my model.tflite", "did you mean 'mnv2c inspect 'my model.tflite''?")]
    [InlineData("complie", "did you mean 'compile'?")]
    public void Who_begins_with_a_board_or_a_model_is_shown_the_command(string word, string suggestion)
    {
        var result = CliResult.Any(word);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(suggestion, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_beginning_of_a_target_is_enough_for_a_suggestion() =>
        Assert.Contains("did you mean 'nrf52840'?", CliResult.Any("plan", _network.Path, "--target", "nrf52").Error,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("a:b.json")]
    [InlineData("a*b.json")]
    [InlineData("a\"b.json")]
    [InlineData(".hidden.json")]
    public void A_description_is_not_called_what_no_weights_file_can_be(string name)
    {
        var result = CliResult.Any("new", "mobilenet_v2", "--resolution", "8", "--output", _network.Folder.File(name));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("MNV7002", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_network.Folder.File(name)));
    }

    [Theory]
    [InlineData("100000000")]
    [InlineData("2147483647")]
    [InlineData("1500000")]
    public void More_random_cases_than_fit_are_refused(string count)
    {
        var result = CliResult.Any("verify", _network.Path, "--target", "host", "--random", count);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("MNV7013", result.Error, StringComparison.Ordinal);
        Assert.Contains("at most 1,000,000 are made of this network", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,35")]
    [InlineData("1,0")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("")]
    public void A_number_is_a_number_with_a_point(string text)
    {
        var result = CliResult.Any("new", "mobilenet_v2", "--resolution", "8", "--width", text, "--output", _network.Folder.File("x.json"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("--width", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_and_written_with_a_point_where_people_write_a_comma()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = german;
        try
        {
            var path = _network.Folder.File("german.json");
            Assert.Equal(
                "", CliResult.Any("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "3", "--output", path).Error);

            Assert.Equal(File.ReadAllText(_network.Path).Replace("tiny", "german", StringComparison.Ordinal), File.ReadAllText(path));
            Assert.Equal(german, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_network_of_gigabytes_is_not_run()
    {
        var tensor = """{ "name": "NAME", "type": "int8", "shape": [1, 32768, 16384, 3], "scale": 1.0, "zeroPoint": 0 }""";
        var path = _network.Folder.Write("large.json", $$"""
            { "mnv2cModel": 1, "name": "large", "inputs": ["a"], "outputs": ["b"],
              "tensors": [{{tensor.Replace("NAME", "a", StringComparison.Ordinal)}}, {{tensor.Replace("NAME", "b", StringComparison.Ordinal)}}],
              "operators": [{ "op": "ADD", "inputs": ["a", "a"], "outputs": ["b"], "activation": "none" }] }
            """);
        foreach (string[] args in new string[][] { ["run", path, "--input", _network.Input()], ["verify", path, "--target", "host"] })
        {
            var result = CliResult.Any(args);

            Assert.Equal(ExitCode.Failure, result.ExitCode);
            Assert.Contains("error MNV7017: its tensors have 3,221,225,472 bytes together", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void A_scale_that_is_no_number_is_text_in_json(float scale, string text)
    {
        var tensor = new Tensor(new TensorId(0), "x", new Shape(1, 4), ElementType.Int8, QuantizationParameters.PerTensor(scale, 0));
        using var output = new StringWriter();

        InspectJson.Print(new CliConsole(output, output),
            new ModelFile("x", new Graph("x", [tensor], [], [tensor.Id], [tensor.Id]), "", 0, []));

        using var json = JsonDocument.Parse(output.ToString());
        Assert.Equal(text, json.RootElement.GetProperty("inputs")[0].GetProperty("quantization").GetProperty("scales")[0].GetString());
    }

    [Fact]
    public void A_page_that_was_written_is_named_and_programs_get_their_json_alone()
    {
        var page = _network.Folder.File("page.html");

        Assert.EndsWith($"wrote    {page}\n", CliResult.Any("plan", _network.Path, "--target", "cortex-m4", "--html", page).Out,
            StringComparison.Ordinal);
        JsonDocument.Parse(CliResult.Any("plan", _network.Path, "--target", "cortex-m4", "--html", page, "--json").Out).Dispose();
    }

    [Theory]
    [InlineData(1, "1 case")]
    [InlineData(0, "0 cases")]
    [InlineData(2000, "2,000 cases")]
    public void One_is_not_several(long count, string text) => Assert.Equal(text, TensorText.Counted(count, "case"));

    [Theory]
    [InlineData("gen", "gen")]
    [InlineData("/a/b-c_1.0", "/a/b-c_1.0")]
    [InlineData("my gen", "'my gen'")]
    [InlineData("$(id)", "'$(id)'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void Words_of_commands_to_copy_are_quoted(string word, string quoted) => Assert.Equal(quoted, ShellWord.Quote(word));

    /// <summary>What is printed to be copied works with a folder of any name.</summary>
    [SkippableFact]
    public void The_command_to_build_by_hand_takes_a_folder_of_any_name()
    {
        var folder = _network.Folder.File("it's $(touch PWNED) & gen");
        var result = CliResult.Any("compile", _network.Path, "--target", "host", "--output", folder);
        var command = result.Out.Split('\n').Single(l => l.Contains("by hand:", StringComparison.Ordinal)).Split("by hand:")[1].Trim();

        Tool.Require("gcc");
        Tool.Run(_network.Folder.FullPath, "sh", "-c", command);

        Assert.True(File.Exists(_network.Folder.File("tiny.o")));
        Assert.False(File.Exists(_network.Folder.File("PWNED")));
    }
}
