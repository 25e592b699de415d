using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Turns a chain into tile calls on line buffers, with permits for every overlap that its event order proves.</summary>
internal static class StreamLowering
{
    public static LoweredStep Lower(StreamStep step, int index, ProgramBuilder program, KernelChoices choices)
    {
        var chain = step.Chain;
        var stores = Stores(step, index, program);
        var scratch = new StreamScratch(program, index, "scratch");
        var expanded = new StreamScratch(program, index, "expanded");
        ImmutableArray<StageCode> stages = [.. chain.Stages.Select(Stage)];
        // Two sources may be views of one buffer: what the one is done with, the other may still need.
        foreach (var pair in step.Program.Overlaps.GroupBy(o => (Lower: stores[o.Lower].Buffer, Upper: stores[o.Upper].Buffer)))
            program.PermitOverlap(
                index, pair.Key.Lower, pair.Key.Upper,
                pair.Max(o => o.DistanceBytes + stores[o.Lower].OffsetBytes - stores[o.Upper].OffsetBytes));

        return new LoweredStep(index, step, [.. stages.SelectMany(s => s.AllCalls)], chain.Results, stages.Sum(s => s.Macs),
            stages.Sum(s => s.EstimatedInstructions))
        {
            Stream = new StreamCode(chain, step.Program, stages, stores, scratch.Buffer, expanded.Buffer),
        };

        StageBinder Binder(StreamStage stage, int i) => new(program, stage, index, i, stores, scratch);

        StageCode Stage(StreamStage stage, int i)
        {
            var expansion = stage.Expansion is null ? null : Expansion(stage, i);
            var binder = Binder(stage, i);
            var choice = Choice(stage);
            return new StageCode(
                stage,
                binder.Bind(choice),
                StageForms.Of(stage) == KernelForm.Row ? stage.Expansion is null ? stage.Operator.Input : stage.Inputs[0] : null,
                binder.RowPointers,
                binder.Accumulator,
                MacCount.Of(program.Graph, stage.Operator) + (expansion?.Macs ?? 0),
                StreamCosts.Instructions(choices, stage, step.MostWorkBytes),
                choice.Reason)
            {
                Expansion = expansion,
            };
        }

        KernelChoice Choice(StreamStage stage) => StageForms.Answer(choices, stage, step.MostWorkBytes).Choice!;

        ExpansionCode Expansion(StreamStage stage, int i)
        {
            var (expansion, choice, binder) = (stage.Expansion!, Choice(stage.Expansion!), Binder(stage.Expansion!, i));
            var once = MacCount.Of(program.Graph, expansion.Operator);
            var macs = once / expansion.Pixels * stage.PixelsExpanded;
            return new ExpansionCode(
                expansion,
                binder.Bind(choice),
                stage.CarriedColumns > 0 ? Carried(stage, i, binder) : null,
                expanded.AtLeast(StageForms.ExpandedBytes(program.Graph, stage)),
                StageForms.ExpandedRowBytes(program.Graph, stage),
                macs,
                StreamCosts.OfExpansion(choices, stage, step.MostWorkBytes),
                choice.Reason)
            {
                RecomputedMacs = macs - once,
            };
        }

        CarriedColumns Carried(StreamStage stage, int i, StageBinder binder)
        {
            var bytes = stage.CarriedBytes(program.Graph);
            var name = $"{StepNames.Of(stage.Operator, index)}_{i}_carried";
            return new CarriedColumns(
                program.Local(BufferKind.LineBuffer, name, bytes, index),
                stage.CarriedColumns,
                bytes / stage.Rows.Size,
                stage.ExpansionAhead,
                stage.ExpansionAhead is { } ahead ? binder.Bind(Choice(ahead)) : []);
        }
    }

    private static ImmutableSortedDictionary<TensorId, LineStore> Stores(StreamStep step, int index, ProgramBuilder program)
    {
        var stores = ImmutableSortedDictionary.CreateBuilder<TensorId, LineStore>();
        foreach (var id in step.Chain.Sources.Concat(step.Chain.Results).Where(id => id != step.Chain.PushedSource))
        {
            var place = program.Placements[id];
            stores.Add(
                id, Store(program.Graph[id], place.Buffer, place.OffsetBytes, new LineRing(StreamState.Pixels(program.Graph[id]), 0)));
        }

        foreach (var (id, ring) in step.Program.Lines)
        {
            var tensor = program.Graph[id];
            var producer = program.Graph.ProducerOf(id);
            var name = (producer is null ? "input" : StepNames.Of(producer, index) + "_" + step.Operators.IndexOf(producer)) + "_line";
            var buffer =
                program.Local(BufferKind.LineBuffer, name, ring.TotalPixels * (tensor.SizeBytes / StreamState.Pixels(tensor)), index);
            stores.Add(id, Store(tensor, buffer, 0, ring));
        }

        return stores.ToImmutable();
    }

    private static LineStore Store(Tensor tensor, BufferId buffer, int offsetBytes, LineRing ring) => new(
        tensor.Id, buffer, offsetBytes, tensor.Shape.Height, tensor.Shape.Width, tensor.SizeBytes / StreamState.Pixels(tensor),
        ring.Pixels, ring.SlackPixels);
}
