using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Scheduling;

/// <summary>Parts of tensors that are read where they lie.</summary>
public class PartsInPlaceTests
{
    private static readonly Target Target = TargetCatalog.Find("cortex-m4").Sound();

    [Fact]
    public void Strips_of_a_picture_are_not_copied()
    {
        var graph = PartGraphs.Strips();
        var plan = Planned(graph, Layers(graph)).Program;

        Assert.Equal(["RELU", "ADD", "MUL"], plan.Steps.SelectMany(s => s.Source.Operators).Select(o => o.Kind));
        var strips = plan.Graph.Operators.Single(o => o.Kind == "SPLIT_V").Outputs;
        Assert.Equal([0, 64, 128], strips.Select(o => plan.Placements[o].OffsetBytes));
    }

    [Fact]
    public void A_part_that_would_keep_a_large_tensor_alive_is_copied()
    {
        var graph = PartGraphs.LateStrip();
        var kinds = Planned(graph, Layers(graph)).Program.Steps.SelectMany(s => s.Source.Operators).Select(o => o.Kind).ToArray();

        // The last one is read at once.
        Assert.Equal(1, kinds.Count(k => k == "STRIDED_SLICE"));
        Assert.Equal(2, graph.Operators.Count(o => o.Kind == "STRIDED_SLICE"));
    }

    [Fact]
    public void Plans_with_parts_in_place_are_sound_and_smaller()
    {
        var (inPlace, streamed, larger) = (0, 0, 0);
        var (bytes, bytesOfCopies) = (0L, 0L);
        for (ulong seed = 1; seed <= 80; seed++)
        {
            var graph = PartGraphs.Random(seed);
            var layers = Layers(graph);
            var copies = layers with { Steps = [.. layers.Steps.Select(s => (Step)((LayerStep)s with { LeavesPartsInPlace = false }))] };
            var (whole, copied) = (Planned(graph, layers), Planned(graph, copies));
            (bytes, bytesOfCopies) = (bytes + whole.Plan.TotalArenaBytes, bytesOfCopies + copied.Plan.TotalArenaBytes);
            // Steps are weighed in words, by what they may share at the most.
            larger += whole.Plan.TotalArenaBytes >= copied.Plan.TotalArenaBytes + sizeof(int) ? 1 : 0;
            inPlace += copied.Program.Steps.Length - whole.Program.Steps.Length;

            foreach (var tilePixels in new[] { StreamStage.WholeRows, 2 })
                streamed += Planned(graph, LongestChains.Of(graph, tilePixels)).Program.Steps
                    .Count(s => s.Stream?.Stores.Values.Any(store => store.OffsetBytes > 0) == true);
        }

        Assert.True(bytes < bytesOfCopies, $"{bytes} bytes, {bytesOfCopies} with copies");
        Assert.InRange(larger, 0, 2);
        Assert.True(inPlace > 40, $"only {inPlace} operators leave parts in place");
        Assert.True(streamed > 20, $"only {streamed} streams read behind the beginning of a buffer");
    }

    /// <summary>The plan checker's teeth.</summary>
    [Fact]
    public void A_part_at_a_wrong_place_is_found()
    {
        var graph = PartGraphs.Strips();
        var (program, plan) = Planned(graph, Layers(graph));
        foreach (var strip in graph.Operators.Single(o => o.Kind == "SPLIT_V").Outputs)
        {
            var place = program.Placements[strip];
            var wrong = place with { OffsetBytes = place.OffsetBytes == 0 ? 4 : place.OffsetBytes - 4 };
            Assert.Contains(
                MemoryPlanVerifier.Verify(program with { Placements = program.Placements.SetItem(strip, wrong) }, plan),
                p => p.Contains("is not where its values are", StringComparison.Ordinal));
        }
    }

    /// <summary>A stream reads one strip of a picture; another is read later: nothing may be written over that.</summary>
    [Fact]
    public void A_stream_that_overwrites_what_it_does_not_read_of_a_buffer_is_found()
    {
        var found = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var graph = PartGraphs.Random(seed);
            var (program, plan) = Planned(graph, LongestChains.Of(graph, StreamStage.WholeRows));
            foreach (var step in program.Steps.Where(s => s.Stream is not null))
            {
                var stream = step.Stream!;
                foreach (var source in stream.Chain.Sources.Select(s => stream.Stores[s]).Where(s => s.OffsetBytes > 0
                    && program.Buffers[s.Buffer.Value].LastStep > step.Index))
                {
                    // The result onto the beginning of the buffer, which the stream does not read.
                    var result = stream.Stores[stream.Chain.Results[0]].Buffer;
                    if (source.OffsetBytes < program.Buffers[result.Value].SizeBytes || result == source.Buffer
                        || stream.Chain.Sources.Length > 1)
                        continue;
                    var offsets = plan.Offsets.SetItem(result.Value, plan[result] with { OffsetBytes = plan[source.Buffer].OffsetBytes });
                    Assert.NotNull(StreamReplay.FirstProblem(program, plan with { Offsets = offsets }));
                    found++;
                }
            }
        }

        Assert.NotEqual(0, found);
    }

    private static Schedule Layers(Graph graph) =>
        LayerScheduler.Schedule(graph, new StreamCosts(new KernelChoices(graph, Target, KernelSet.Portable)));

    private static (KernelProgram Program, MemoryPlan Plan) Planned(Graph graph, Schedule schedule)
    {
        var program = KernelLowering.Lower(schedule, Target, KernelSet.Portable).Sound();
        var plan = MemoryPlanner.Plan(program);
        Assert.Equal(graph, program.Graph);
        Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
        Assert.Null(StreamReplay.FirstProblem(program, plan));
        return (program, plan);
    }
}
