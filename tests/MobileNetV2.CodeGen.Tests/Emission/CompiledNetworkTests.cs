using System.Globalization;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Import.TfLite;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>What the compiler writes, from a model file to C. The folders of one network differ only in how it runs:
/// read them side by side.</summary>
public class CompiledNetworkTests
{
    [Fact]
    public void Layer_by_layer() => Match("layers", Residual("cortex-m4") with { Schedule = ScheduleMode.Layers });

    /// <summary>All that can stream does, whether it is worth it or not: on a network so small it seldom is.</summary>
    [Fact]
    public void In_streams() => Match(
        "stream", Residual("cortex-m4") with { FixedSchedule = graph => LongestChains.Of(graph, tilePixels: 4) });

    /// <summary>The line that keeps what is expanded is not there: the rows before it are.</summary>
    [Fact]
    public void In_a_stream_that_computes_expansions_again() => Match(
        "recomputed", Residual("cortex-m4") with { FixedSchedule = graph => LongestChains.Of(graph, tilePixels: 4, recomputes: true) });

    /// <summary>And what one tile has expanded and the next needs too is kept.</summary>
    [Fact]
    public void In_a_stream_that_carries_columns_from_tile_to_tile() => Match(
        "carried",
        Residual("cortex-m4") with { FixedSchedule = graph => LongestChains.Of(graph, tilePixels: 2, recomputes: true, carries: true) });

    [Fact]
    public void With_rows_pushed_by_the_caller() => Match(
        "rows", Residual("cortex-m4") with { Schedule = ScheduleMode.Stream, Input = InputMode.Rows, RamBudgetBytes = 1_600 });

    [Fact]
    public void By_calls_of_Cmsis_Nn() => Match(
        "cmsis-nn", Residual("cortex-m4") with { Schedule = ScheduleMode.Layers, Kernels = KernelSet.CmsisNn });

    [Fact]
    public void In_streams_by_calls_of_Cmsis_Nn() => Match(
        "cmsis-nn-stream",
        Residual("cortex-m4") with { FixedSchedule = graph => LongestChains.Of(graph, tilePixels: 4), Kernels = KernelSet.CmsisNn });

    [Fact]
    public void With_weights_in_blocks_of_channels_for_Helium() => Match(
        "helium", Residual("cortex-m55") with { Schedule = ScheduleMode.Layers });

    [Fact]
    public void From_a_network_of_uint8() => Match("uint8", Request(SampleModels.UInt8Network(), "cortex-m4"));

    /// <summary>A split that no code runs for: who reads the strips reads them in the picture.</summary>
    [Fact]
    public void With_parts_in_place() => Match(
        "parts", new CompileRequest(PartGraphs.Strips(), "net", new string('a', 64), TargetCatalog.Find("cortex-m4").Sound())
        {
            Kernels = KernelSet.Portable,
            Schedule = ScheduleMode.Layers,
        });

    [Fact]
    public void Of_calls_of_one_function() => Match("records", Pointwise());

    /// <summary>Weights that are bound at run time have no address that a record could hold.</summary>
    [Fact]
    public void Steps_are_functions_where_weights_are_bound()
    {
        var files = Compiler.Compile(Pointwise() with { Weights = WeightsFormat.Bin }).Sound().Files;

        Assert.Contains(
            "static void net_step_0_conv_2d(void)", files.Single(f => f.RelativePath == "net.c").Text(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("-DNET_ARENA_EXTERNAL=0")]
    [InlineData("-DNET_ARENA_EXTERNAL=1")]
    public void Records_find_their_places_in_whatever_arena(string option)
    {
        using var folder = new TemporaryFolder();
        var request = Pointwise();
        Compiler.Compile(request).Sound().Files.WriteTo(folder.FullPath);
        byte[] input = [.. Enumerable.Range(0, 4 * 4 * 8).Select(i => unchecked((byte)(i * 29)))];
        File.WriteAllText(folder.File("main.c"), $$"""
            #include <stdio.h>
            #include "net.h"
            static const int8_t input[] = { {{string.Join(", ", input.Select(v => unchecked((sbyte)v)))}} };
            #if NET_ARENA_EXTERNAL
            static _Alignas(16) uint8_t memory[NET_ARENA_BYTES];
            #endif
            int main(void)
            {
                int8_t output[NET_OUTPUT_BYTES];
            #if NET_ARENA_EXTERNAL
                if (net_bind_arena(memory, sizeof memory) != NET_OK) return 1;
            #endif
                if (net_run(input, output) != NET_OK) return 2;
                for (int i = 0; i < NET_OUTPUT_BYTES; i++) printf("%d ", output[i]);
                return 0;
            }

            """);
        string[] sources = [.. Directory.GetFiles(folder.FullPath, "*.c").Order(StringComparer.Ordinal)];

        Tool.Run(folder.FullPath, "gcc",
            [.. Tool.StrictC11, "-O1", "-fsanitize=address,undefined", option, "-I.", .. sources, "-o", "net.exe"]);
        var printed = Tool.Run(folder.FullPath, folder.File("net.exe")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            new ReferenceInterpreter(request.Graph).Run([input])[0],
            printed.Select(v => unchecked((byte)sbyte.Parse(v, CultureInfo.InvariantCulture))));
    }

    private static CompileRequest Pointwise() => Request(CompiledNetworks.Pointwise(), "cortex-m4") with { Schedule = ScheduleMode.Layers };

    private static CompileRequest Residual(string target) => Request(CompiledNetworks.Residual(), target);

    private static CompileRequest Request(TestModel model, string target)
    {
        var imported = model.Import();
        return new CompileRequest(imported.Sound(), "net", new string('a', 64), TargetCatalog.Find(target).Sound())
        {
            Kernels = KernelSet.Portable,
        };
    }

    [SkippableTheory]
    [InlineData(ScheduleMode.Layers, InputMode.Frame, KernelSet.Portable, "cortex-m4")]
    [InlineData(ScheduleMode.Stream, InputMode.Frame, KernelSet.Portable, "cortex-m4")]
    [InlineData(ScheduleMode.Stream, InputMode.Rows, KernelSet.Portable, "cortex-m4")]
    [InlineData(ScheduleMode.Layers, InputMode.Frame, KernelSet.CmsisNn, "cortex-m4")]
    [InlineData(ScheduleMode.Stream, InputMode.Rows, KernelSet.CmsisNn, "cortex-m4")]
    [InlineData(ScheduleMode.Layers, InputMode.Frame, KernelSet.Portable, "cortex-m55")]
    public void Generated_c_keeps_the_format_of_this_repository(ScheduleMode schedule, InputMode input, KernelSet kernels, string target)
    {
        using var folder = new TemporaryFolder();
        var request = Residual(target) with { Schedule = schedule, Input = input, Kernels = kernels };
        Compiler.Compile(request).Sound().Files.WriteTo(folder.FullPath);
        File.Copy(Golden.FromCheckout(".clang-format"), folder.File(".clang-format"));
        string[] sources = ["net.h", "net.c", "net_weights.h"];

        Assert.All(sources.SelectMany(s => File.ReadLines(folder.File(s))), line => Assert.InRange(line.Length, 0, 120));
        Tool.Run(folder.FullPath, "clang-format", ["--dry-run", "-Werror", .. sources]);
    }

    /// <summary>Compares the files that are written for this network alone: not the runtime, not the reports.</summary>
    private static void Match(string name, CompileRequest request)
    {
        var outcome = Compiler.Compile(request);
        Golden.MatchFolder(
            $"tests/MobileNetV2.CodeGen.Tests/Emission/golden/{name}",
            outcome.Sound().Files
                .Where(f => !f.RelativePath.StartsWith("mnv2_", StringComparison.Ordinal))
                .Where(f => Path.GetExtension(f.RelativePath) is not (".html" or ".json"))
                .ToDictionary(f => f.RelativePath, f => f.Text()));
    }
}
