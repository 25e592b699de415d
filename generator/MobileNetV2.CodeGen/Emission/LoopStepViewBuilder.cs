using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes a stream of one operator: a loop over rows, or over the tiles of each row.</summary>
internal static class LoopStepViewBuilder
{
    private const string Line = "line";

    /// <summary>All of its tensors are in the arena as a whole: there are no line buffers, and no order but the natural one.</summary>
    public static bool Serves(StreamCode stream) =>
        stream.Stages is [{ Expansion: null }] && stream.Chain.PushedSource is null
        && stream.Stores.Values.All(s => s.IsWhole && s.SlackPixels == 0);

    public static LoopStepView Build(
        LoweredStep step, PlannedProgram planned, EmissionContext context, string sourceName, ImmutableArray<StepTensorView> tensors)
    {
        var (stream, program) = (step.Stream!, planned.Program);
        var code = stream.Stages[0];
        var stage = code.Stage;
        var tile = TileText.OfLoop(code);
        var isByRows = stage.TileWidth == stage.Columns.OutputLength;
        var indent = CLayout.Indent * (isByRows ? 2 : 3);
        var writer = new CallViewBuilder(program, context, tile, indent);
        var places = new StageViewBuilder(step, program, context, _ => Line);
        return new LoopStepView(
            step.Index,
            context.Names.StepFunction(step.Index, stage.Operator.Kind),
            stage.Operator.Kind + (isByRows ? ", row by row" : ", tile by tile"),
            sourceName,
            tensors,
            CText.Grouped(step.Macs),
            [.. Reasons(stream, planned)],
            [.. Geometry(code, stream), .. CallViewBuilder.At(CLayout.Indent, program, context).Structs(step, code.Calls)],
            stage.Rows.OutputLength,
            stage.Columns.OutputLength,
            stage.TileWidth,
            code.Window is { } input ? places.Window(code, input, Line, tile, indent) : null,
            [.. tile.Pointers.Select(p => Declaration(p.Pixel, p.Name))],
            [.. code.Calls.Select(writer.Call)]);

        string Declaration(TilePixelArgument pixel, string name)
        {
            var (tensor, store) = (program.Graph[pixel.Tensor], stream.Stores[pixel.Tensor]);
            var channels = store.PixelBytes / tensor.Type.SizeBytes();
            var type = CText.Pointed(tensor.Type, pixel.IsReadOnly);
            var isMoved = pixel.IsReadOnly && stage.IsRowByRow;
            var x = tile.Begin == "0" || (isMoved && stage.MovesPixels) ? "" : $" + x * {CText.Integer(channels)}";
            var (y, width) = isMoved ? (StageViewBuilder.Origin("y", stage.Rows), store.Width) : ("y", stage.Columns.OutputLength);
            var row = $"{(y == "y" ? y : $"({y})")} * {CText.Integer(width * channels)}";
            return CLayout.Sum($"{type} *const {name} =", places.Base(pixel.Tensor, type), row + x, indent);
        }
    }

    /// <summary>What the order of rows is for: the result lies where the input was.</summary>
    private static IEnumerable<string> Reasons(StreamCode stream, PlannedProgram planned)
    {
        var result = Place(stream.Chain.Results[0]);
        foreach (var source in stream.Chain.Sources.Select(Place))
        {
            if (source.Arena != result.Arena || source.Begin >= result.End || result.Begin >= source.End)
                continue;
            var distance = source.Begin - result.Begin;
            var where = distance == 0 ? "at the same byte as"
                : $"{CText.Grouped(Math.Abs(distance))} bytes {(distance > 0 ? "before" : "behind the begin of")}";
            yield return $"In this order the result, which begins {where} {source.Name}, only overwrites what has been read.";
        }

        (int Arena, int Begin, int End, string Name) Place(TensorId id)
        {
            var store = stream.Stores[id];
            var offset = planned.Plan[store.Buffer];
            var begin = offset.OffsetBytes + store.OffsetBytes;
            return (offset.Arena, begin, begin + store.SizeBytes,
                stream.Chain.Sources.Length == 1 ? "the input" : CText.InComment(planned.Program.Graph[id].Name));
        }
    }

    private static IEnumerable<StructView> Geometry(StageCode code, StreamCode stream)
    {
        if (code.Window is not { } input)
            yield break;
        var store = stream.Stores[input];
        yield return CLayout.Struct(
            "static const",
            "mnv2_line",
            Line,
            [
                $".height = {CText.Integer(store.Height)}", $".width = {CText.Integer(store.Width)}",
                $".pixel_bytes = {CText.Integer(store.PixelBytes)}", $".ring_pixels = {CText.Integer(store.RingPixels)}",
            ]);
    }
}
