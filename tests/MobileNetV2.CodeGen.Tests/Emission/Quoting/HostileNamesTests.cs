using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.Quoting;

/// <summary>Model files and target files name things as they like:
/// in generated C all of it is inside comments and string literals.</summary>
public partial class HostileNamesTests
{
    private static readonly ImmutableArray<string> Names =
    [
        "*/ int evil; /*", "???/", "??/", "\\", "x\\\n", "\"; int evil; char c[] = \"", "@elements 0@", "\u0001elements 0", "{{ m }}",
        "%s%n", "\u001b[31m\u202e", "//\\", "/*/", "**//", "",
        BuildTemplateTests.Hostile,
        string.Concat(Enumerable.Repeat("??/*/", 20_000)),
    ];

    private static readonly ImmutableArray<string> Sources = ["tiny.c", "tiny_weights.c"];

    [SkippableTheory]
    [InlineData(WeightsFormat.C, ScheduleMode.Layers, InputMode.Frame)]
    [InlineData(WeightsFormat.IncBin, ScheduleMode.Stream, InputMode.Frame)]
    [InlineData(WeightsFormat.Bin, ScheduleMode.Auto, InputMode.Rows)]
    public void No_name_leaves_its_comment_or_literal(WeightsFormat weights, ScheduleMode schedule, InputMode input)
    {
        var harmless = Compile("x", weights, schedule, input).ToDictionary(f => f.RelativePath, f => f.Text());
        foreach (var name in Names)
        {
            using var folder = new TemporaryFolder();
            var files = Compile(name, weights, schedule, input);
            files.WriteTo(folder.FullPath);

            Assert.Equal(harmless.Keys, files.Select(f => f.RelativePath));
            foreach (var file in files.Where(f => Path.GetExtension(f.RelativePath) is ".c" or ".h" or ".ld"))
                Assert.Equal(CodeOf(harmless[file.RelativePath]), CodeOf(file.Text()));
            foreach (var file in files.Where(f =>
                Path.GetExtension(f.RelativePath) is not (".c" or ".h" or ".ld" or ".html" or ".json" or ".bin")))
                Assert.Equal(harmless[file.RelativePath].Split('\n').Length, file.Text().Split('\n').Length);
            foreach (var file in files.Where(f => Path.GetExtension(f.RelativePath) == ".json"))
                JsonDocument.Parse(file.Text()).Dispose();
            foreach (var file in files.Where(f => Path.GetExtension(f.RelativePath) == ".html"))
                Assert.Equal(harmless[file.RelativePath].Count(c => c == '<'), file.Text().Count(c => c == '<'));
            foreach (var source in Sources.Where(f => File.Exists(folder.File(f))))
                Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-Wcomment", "-Wtrigraphs", "-Wno-overlength-strings",
                    "-I.", "-c", source]);
        }
    }

    private static ImmutableArray<GeneratedFile> Compile(string name, WeightsFormat weights, ScheduleMode schedule, InputMode input)
    {
        var graph = TinyPrograms.ConvolutionAndSum().Program.Graph;
        var renamed = new Graph(name, [.. graph.Tensors.Select(t => t with { Name = name })], graph.Operators, graph.Inputs, graph.Outputs);
        var target = TinyPrograms.Host with
        {
            Name = name,
            Title = name,
            CompilerFlags = [name],
            Regions = [new("ram" + name, 0x20000000, 1 << 20, RegionUse.Arena), new("flash" + name, 0, 1 << 20, RegionUse.Flash)],
        };
        var outcome = Compiler.Compile(new CompileRequest(renamed, "tiny", name, target)
        {
            Weights = weights,
            Schedule = schedule,
            Input = input,
            Place = weights == WeightsFormat.Bin ? [] : [new(PlacedPart.Arena, "ram" + name), new(PlacedPart.Weights, "flash" + name)],
            Emit = [BuildFormat.CMake, BuildFormat.Make, BuildFormat.Zephyr, BuildFormat.CmsisPack],
        });
        return outcome.Sound().Files;
    }

    /// <summary>What is left without comments and the content of literals; sections are named after regions.</summary>
    private static string CodeOf(string c) =>
        SectionName().Replace(CommentOrLiteral().Replace(c, m => m.Value[0] == '"' ? "\"\"" : "/**/"), "$1");

    [GeneratedRegex("""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|//[^\n]*""", RegexOptions.Singleline)]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"((?:\.bss\.mnv2|\.rodata\.mnv2)\.(?:ram|flash)|> (?:ram|flash))[A-Za-z0-9_.+-]*(?=\)| : |$| \(NOLOAD)",
        RegexOptions.Multiline)]
    private static partial Regex SectionName();
}
