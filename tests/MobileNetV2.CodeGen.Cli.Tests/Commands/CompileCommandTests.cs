using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed partial class CompileCommandTests : IDisposable
{
    private static readonly string[] EssentialFiles = ["tiny.c", "tiny.h", "CMakeLists.txt", "tiny_files.txt"];

    private static readonly string[] BuildFiles =
        ["tiny.mk", "zephyr/module.yml", "library.properties", "src/tiny.c", "examples/Inference/Inference.ino"];

    private readonly TinyNetwork _network = new();

    private string Output => _network.Folder.File("gen");

    public void Dispose() => _network.Dispose();

    [Fact]
    public void The_folder_and_the_summary_tell_what_was_made()
    {
        var result = Compile();

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.All(EssentialFiles, f => Assert.True(File.Exists(Path.Combine(Output, f)), f));
        Assert.Matches(@"\narena    [0-9,]+ bytes \(lower bound [0-9,]+, gap ", result.Out);
        Assert.Matches(@"\nweights  [0-9,]+ bytes\n", result.Out);
        Assert.Contains("link the library target 'tiny'", result.Out, StringComparison.Ordinal);
        Assert.Matches($@"by hand: arm-none-eabi-gcc .*-mcpu=cortex-m4 .*-c {Output}/\*\.c\n", result.Out);
    }

    [Fact]
    public void What_to_do_next_follows_the_options()
    {
        var rows = Compile("--input-mode", "rows", "--schedule", "stream", "--weights", "bin").Out;

        Assert.Contains("bind:    tiny_bind_weights(bytes of tiny_weights.bin, TINY_WEIGHTS_BYTES)", rows, StringComparison.Ordinal);
        Assert.Contains("call:    tiny_begin(), tiny_push_rows(rows, count), tiny_finish()", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("tiny_run(", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("board:", rows, StringComparison.Ordinal);

        var board = Compile("--harness").Out;

        Assert.Contains(
            "board:   give it the three functions of tiny_board.h and call tiny_board_serve()", board, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Several_networks_share_a_folder_and_build_together()
    {
        var other = _network.Folder.File("other.json");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "32", "--classes", "5", "--output", other);

        var result = CliResult.Of("compile", _network.Path, other, "--target", "host", "--output", Output);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Matches(@"\ntiny +[0-9,]+ ", result.Out);
        Assert.Matches(@"\nother +[0-9,]+ ", result.Out);
        Assert.Matches(@"\ntogether +[0-9,]+ ", result.Out);
        Assert.Contains("tiny_and_others_files.txt", Directory.GetFiles(Output).Select(Path.GetFileName));
        Assert.Single(Directory.GetFiles(Output, "mnv2_softmax_s8.c"));
        File.WriteAllText(Path.Combine(Output, "main.c"), """
            #include "tiny.h"
            #include "other.h"
            int main(void)
            {
                static int8_t picture[OTHER_INPUT_BYTES];
                int8_t tiny[TINY_OUTPUT_BYTES];
                int8_t other[OTHER_OUTPUT_BYTES];
                return tiny_run(picture, tiny) == TINY_OK && other_run(picture, other) == OTHER_OK ? 0 : 1;
            }

            """);
        Tool.Run(Output, "gcc", ["-std=c11", "-O1", "-Wall", "-Werror", .. Directory.GetFiles(Output, "*.c").Order(StringComparer.Ordinal),
            "-o", "firmware"]);
        Tool.Run(Output, Path.Combine(Output, "firmware"));
        Tool.Run(Output, "cmake", "-S", ".", "-B", "build");
        Tool.Run(Output, "cmake", "--build", "build");
        Assert.Contains("-O2", File.ReadAllText(Path.Combine(Output, "build/CMakeFiles/other.dir/flags.make")), StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_share_an_arena_need_that_of_the_largest()
    {
        var other = _network.Folder.File("other.json");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "32", "--classes", "5", "--output", other);

        var result = CliResult.Of("compile", _network.Path, other, "--target", "nrf52840", "--share-arena", "--output", Output);

        Assert.Contains("one network runs at a time, tiny_and_others_arena.h says more", result.Out, StringComparison.Ordinal);
        Assert.Contains("--share-arena", File.ReadAllText(Path.Combine(Output, "tiny.c")).Split("*/")[0], StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(Output, "tiny_and_others_report.html"));
        Assert.Contains("<a href=\"other_report.html\">", page, StringComparison.Ordinal);
        CliResult.Refused("MNV7013", "compile", other, "--target", "host", "--share-arena", "--output", Output);
    }

    [Theory]
    [InlineData("--name", "net")]
    [InlineData("--emit", "zephyr")]
    public void Several_networks_do_not_take_what_is_for_one(params string[] options) => CliResult.Refused(
        "MNV7018", ["compile", _network.Path, _network.Path, "--target", "host", "--output", Output, .. options]);

    [Fact]
    public void Twice_gives_the_same_bytes()
    {
        Compile();
        var first = Contents();

        Assert.Equal(ExitCode.Success, Compile().ExitCode);

        Assert.Equal(first, Contents());
    }

    [Fact]
    public void What_did_not_change_keeps_its_time()
    {
        Compile();
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(Output, "tiny_weights.c"), time);

        Compile("--emit", "make");

        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(Output, "tiny_weights.c")));
    }

    [Fact]
    public void The_record_tells_what_was_read_and_written()
    {
        var record = _network.Folder.File("record.txt");

        Compile("--record", record);

        var lines = File.ReadAllLines(record);
        Assert.Equal([$"in\t{_network.Path}", $"in\t{Path.ChangeExtension(_network.Path, ".safetensors")}"], lines[..2]);
        Assert.Contains($"out\t{Path.Combine(Output, "tiny.c")}", lines);
        Assert.Contains($"out\t{Path.Combine(Output, "tiny_files.txt")}", lines);
        Assert.All(lines[2..], l => Assert.True(File.Exists(l["out\t".Length..]), l));
    }

    [Fact]
    public void Another_weights_format_replaces_the_files_of_the_first()
    {
        Compile("--weights", "bin");
        Assert.True(File.Exists(Path.Combine(Output, "tiny_weights.bin")));

        Compile("--weights", "c");

        Assert.False(File.Exists(Path.Combine(Output, "tiny_weights.bin")));
        Assert.True(File.Exists(Path.Combine(Output, "tiny_weights.c")));
    }

    [Fact]
    public void A_name_of_ones_own_is_the_prefix()
    {
        Compile("--name", "person");

        Assert.Contains("person_run", File.ReadAllText(Path.Combine(Output, "person.h")), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_systems_are_written_as_asked_and_the_summary_tells_how_to_use_them()
    {
        var result = Compile("--emit", "make,zephyr", "--emit", "arduino");

        Assert.Equal("", result.Error);
        Assert.All(BuildFiles, f => Assert.True(File.Exists(Path.Combine(Output, f)), f));
        Assert.False(File.Exists(Path.Combine(Output, "CMakeLists.txt")));
        Assert.Contains("make:    include ", result.Out, StringComparison.Ordinal);
        Assert.Contains("CONFIG_MNV2_TINY=y", result.Out, StringComparison.Ordinal);
        Assert.Contains("File > Examples > tiny > Inference", result.Out, StringComparison.Ordinal);

        Compile();

        Assert.All(BuildFiles, f => Assert.False(File.Exists(Path.Combine(Output, f)), f));
        Assert.Empty(Directory.GetDirectories(Output));
    }

    [Fact]
    public void All_build_systems_are_one_word()
    {
        Assert.Equal("", Compile("--emit", "make,all").Error);

        Assert.All([.. BuildFiles, "CMakeLists.txt", "library.json", "tiny.clayer.yml"], f =>
            Assert.True(File.Exists(Path.Combine(Output, f)), f));
    }

    [Fact]
    public void A_compile_that_is_cancelled_writes_nothing()
    {
        using var error = new StringWriter();
        var console = new CliConsole(TextWriter.Null, error) { Cancellation = new(canceled: true) };

        Assert.Equal(ExitCode.Failure, CliApplication.Run(["compile", _network.Path, "--target", "host", "--output", Output], console));

        Assert.Equal("mnv2c: cancelled", error.ToString().TrimEnd());
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void A_dump_that_cannot_be_written_is_told_once()
    {
        var result = Refused("MNV7002", "--dump-ir", _network.Path);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Single(result.Error.Split('\n'), l => l.Contains("MNV7002", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_build_system_is_an_error_with_a_suggestion()
    {
        var result = Refused("MNV7016", "--emit", "cmake,zefyr");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("--emit: 'zefyr' is none of cmake, make, zephyr, arduino, platformio, cmsis-pack, all; did you mean 'zephyr'?",
            result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_name_is_a_diagnostic_and_nothing_is_written()
    {
        var result = Refused("MNV5001", "--name", "1st");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.StartsWith("--name: error MNV5001: ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void An_unknown_target_is_a_diagnostic_with_a_suggestion()
    {
        var result = CliResult.Refused("MNV4001", "compile", _network.Path, "--target", "cortex-m44", "--output", Output);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV4001: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("cortex-m4", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_file_that_is_missing_is_a_diagnostic() =>
        Assert.Contains("error MNV7001",
            CliResult.Refused("MNV7001", "compile", _network.Path, "--target", "./no-board.json", "--output", Output).Error,
            StringComparison.Ordinal);

    [Fact]
    public void A_target_file_of_ones_own_is_taken()
    {
        var board = _network.Folder.Write("board.json",
            """{ "name": "mine", "title": "My board", "inherits": "cortex-m7", "regions": [], "sources": [ { "document": "board manual", "section": "1" } ] }""");

        var result = CliResult.Of("compile", _network.Path, "--target", board, "--output", Output);

        Assert.Equal("", result.Error);
        Assert.Contains(" for mine: ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_are_dumped_in_order()
    {
        var dump = _network.Folder.File("ir");

        Compile("--dump-ir", dump);

        var names = Directory.GetFiles(dump).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToArray();
        Assert.StartsWith("01-", names[0], StringComparison.Ordinal);
        Assert.EndsWith("-memory.txt", names[^1], StringComparison.Ordinal);
        Assert.All(names, n => Assert.NotEqual(0, new FileInfo(Path.Combine(dump, n)).Length));
    }

    /// <summary>The package's README promises that metadata of a MobileNetModel are the options of compile.</summary>
    [Fact]
    public void Every_option_can_be_said_in_a_project()
    {
        // Folder, record and force are the task's own; the rest is for the terminal.
        string[] others = ["--output", "--record", "--force", "--help", "--version", "--verbose", "--quiet", "--share-arena"];
        var metadata = File.ReadAllText(Golden.FromCheckout("generator/MobileNetV2.CodeGen.MSBuild/ModelArguments.cs"));

        var options = LongOption().Matches(CliResult.Of("compile", "--help").Out.Split("Examples:")[0]).Select(m => m.Value).Distinct()
            .Except(others).ToArray();

        Assert.Contains("--reserve", options);
        Assert.All(options, o => Assert.Contains($"\"{o}\"", metadata, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<=^  (-\w, )?)--[a-z][a-z0-9-]+", RegexOptions.Multiline)]
    private static partial Regex LongOption();

    private CliResult Compile(params string[] more) => CliResult.Of(Arguments(more));

    private CliResult Refused(string code, params string[] more) => CliResult.Refused(code, Arguments(more));

    private string[] Arguments(string[] more) => ["compile", _network.Path, "--target", "cortex-m4", "--output", Output, .. more];

    private string[] Contents() =>
        [.. Directory.GetFiles(Output).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + "\n" + File.ReadAllText(f))];
}
