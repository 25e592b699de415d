using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests;

/// <summary>What can go wrong; <c>MobileNetV2.CodeGen.Simulation.Sample</c> shows what goes right.</summary>
public sealed class HostSimulationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SimulationOptions Options => new() { CacheFolder = _folder.File("cache") };

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_difference_is_named_with_place_and_values()
    {
        Tool.Require("gcc");
        using var model = HostSimulation.Build(StandIn.Graph, StandIn.Model("arena[16 + 5] = 3; arena[16 + 7] = 2;"), null, Options);
        var input = new sbyte[StandIn.Bytes];

        var thrown = Assert.Throws<ReferenceMismatchException>(() => model.AssertMatchesReference<sbyte>(input));

        Assert.Equal("""
            The generated C differs from the reference interpreter.
              case     0
              step     1 of 2, RELU6
              tensor   'small' 1x16
              element  5 (0, 5)
              expected 0
              actual   3
            2 of 16 elements of this tensor differ; all tensors before it are equal.
            """, thrown.Message);
        Assert.Equal(5, thrown.Difference.Index);
    }

    [SkippableFact]
    public void Builds_are_reused_and_instances_do_not_share_memory()
    {
        Tool.Require("gcc");
        var file = WriteModel();
        using var first = HostSimulation.Build(file, Options with { Input = InputMode.Rows });
        using var second = HostSimulation.Build(file, Options with { Input = InputMode.Rows });
        Assert.Single(Directory.GetFiles(_folder.File("cache")));
        var (dark, light) = (new sbyte[16 * 16 * 3], Enumerable.Repeat((sbyte)90, 16 * 16 * 3).ToArray());

        first.BeginRows();
        first.PushRows<sbyte>(dark);
        second.BeginRows();
        second.PushRows<sbyte>(light);

        Assert.Equal(first.RunReference<sbyte>(dark), first.FinishRows<sbyte>());
        Assert.Equal(second.RunReference<sbyte>(light), second.FinishRows<sbyte>());
    }

    [SkippableFact]
    public async Task Concurrent_builds_give_everybody_a_whole_library()
    {
        Tool.Require("gcc");
        var file = WriteModel();
        var input = new sbyte[16 * 16 * 3];

        var scores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            using var model = HostSimulation.Build(file, Options);
            return model.Run<sbyte>(input);
        })));

        Assert.All(scores, s => Assert.Equal(scores[0], s));
    }

    [SkippableFact]
    public void Wrong_use_is_explained()
    {
        Tool.Require("gcc");
        var file = WriteModel();
        using var frames = HostSimulation.Build(file, Options);
        using var rows = HostSimulation.Build(file, Options with { Input = InputMode.Rows });

        Assert.Contains("has 768 bytes, 5 were given", Assert.Throws<ArgumentException>(() => frames.Run<sbyte>(new sbyte[5])).Message,
            StringComparison.Ordinal);
        Assert.Contains("type Int8, not Single", Assert.Throws<ArgumentException>(() => frames.Run<float>(new float[768])).Message,
            StringComparison.Ordinal);
        Assert.Contains("InputMode.Rows", Assert.Throws<InvalidOperationException>(frames.BeginRows).Message, StringComparison.Ordinal);
        Assert.Equal("""
            host, FinishRows: error MNV6007: the generated code returned status 4
              help: rows are missing, too many, or came before the beginning of an inference
            """, Assert.Throws<SimulationException>(rows.FinishRows<sbyte>).Message);
        Assert.Contains("a row has 48 bytes", Assert.Throws<ArgumentException>(() => rows.PushRows<sbyte>(new sbyte[5])).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => HostSimulation.Build(_folder.File("absent.tflite")));
        var tooLarge = Assert.Throws<SimulationException>(() => HostSimulation.Build(file, Options with { RamBudgetBytes = 10 })).Message;
        Assert.Contains("MNV3001", tooLarge, StringComparison.Ordinal);
        Assert.Contains("raise RamBudgetBytes", tooLarge, StringComparison.Ordinal);
        Assert.DoesNotContain("--", tooLarge, StringComparison.Ordinal);
        Assert.Equal("""
            no-such-cc: error MNV6001: cannot start 'no-such-cc': No such file or directory
              help: install a C compiler: apt-get install gcc libc6-dev
            """, Assert.Throws<SimulationException>(() => HostSimulation.Build(file, Options with { Compiler = "no-such-cc" })).Message);
        Assert.EndsWith("is a folder", Assert.Throws<FileNotFoundException>(() => HostSimulation.Build(_folder.FullPath)).Message,
            StringComparison.Ordinal);
        Assert.EndsWith("board.json' does not exist; a project copies files there with CopyToOutputDirectory",
            Assert.Throws<FileNotFoundException>(() =>
                HostSimulation.Build(file, Options with { Target = _folder.File("board.json") })).Message, StringComparison.Ordinal);
        frames.Dispose();
        Assert.Throws<ObjectDisposedException>(() => frames.Run<sbyte>(new sbyte[768]));
    }

    [SkippableFact]
    public void A_network_of_several_tensors_and_no_constants_runs_in_blocks()
    {
        Tool.Require("gcc");
        File.WriteAllText(_folder.File("two.json"), """
            {
              "mnv2cModel": 1, "name": "two", "inputs": ["a", "b"], "outputs": ["sum", "real"],
              "tensors": [
                { "name": "a", "type": "int8", "shape": [1, 2, 2, 1], "scale": 0.5 },
                { "name": "b", "type": "float32", "shape": [1, 2, 2, 1] },
                { "name": "q", "type": "int8", "shape": [1, 2, 2, 1], "scale": 0.5 },
                { "name": "sum", "type": "int8", "shape": [1, 2, 2, 1], "scale": 1 },
                { "name": "real", "type": "float32", "shape": [1, 2, 2, 1] }
              ],
              "operators": [
                { "op": "QUANTIZE", "inputs": ["b"], "outputs": ["q"] },
                { "op": "ADD", "inputs": ["a", "q"], "outputs": ["sum"] },
                { "op": "DEQUANTIZE", "inputs": ["sum"], "outputs": ["real"] }
              ]
            }
            """);
        using var model = HostSimulation.Build(_folder.File("two.json"), Options);

        var outputs = model.Run([new byte[] { 2, 4, 6, 8 }, MemoryMarshal.AsBytes<float>([1, -2, 3, 10]).ToArray()]);

        Assert.Equal([2, 0, 6, 14], MemoryMarshal.Cast<byte, sbyte>(outputs[0]).ToArray());
        Assert.Equal([2f, 0f, 6f, 14f], MemoryMarshal.Cast<byte, float>(outputs[1]).ToArray());
        model.AssertMatchesReference(cases: 2);
        Assert.Contains("has 2 inputs", Assert.Throws<ArgumentException>(() => model.Run<sbyte>(new sbyte[4])).Message,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_target_can_be_a_file()
    {
        Tool.Require("gcc");
        File.WriteAllText(_folder.File("board.json"),
            """{ "name": "board", "title": "A board", "inherits": "cortex-m4", "sources": [{ "document": "none", "section": "a test" }] }""");

        using var model = HostSimulation.Build(WriteModel(), Options with { Target = _folder.File("board.json") });

        model.AssertMatchesReference(cases: 1);
    }

    [SkippableFact]
    public void An_emulated_target_that_was_disposed_of_says_so()
    {
        Tool.Require("gcc");
        var model = EmulatedTarget.Build(WriteModel(), "host");

        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Run<sbyte>(new sbyte[768]));
    }

    private string WriteModel()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 16, Classes = 3 });
        foreach (var file in DescriptionWriter.Write(graph, "tiny"))
        {
            using var stream = File.Create(_folder.File(file.RelativePath));
            file.Write(stream);
        }

        return _folder.File("tiny.json");
    }
}
