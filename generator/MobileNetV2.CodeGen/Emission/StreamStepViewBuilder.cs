using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes a step that runs a chain of operators tile by tile.</summary>
internal static class StreamStepViewBuilder
{
    private const int SymbolsPerLine = 32;

    public static StreamStepView Build(
        LoweredStep step, PlannedProgram planned, EmissionContext context, string sourceName, ImmutableArray<StepTensorView> tensors)
    {
        var stream = step.Stream!;
        var program = planned.Program;
        ImmutableArray<TensorId> used = [.. stream.Stores.Keys.Where(id => IsAddressed(stream, id))];
        string LineOf(TensorId id) => context.Names.Line(step.Index, used.IndexOf(id));
        var stages = new StageViewBuilder(step, program, context, LineOf);
        return new StreamStepView(
            step.Index,
            context.Names.StepFunction(step.Index, "stream"),
            Operators(step.Source.Operators.Length) + Tiles(stream),
            sourceName,
            tensors,
            CText.Grouped(step.Macs),
            [.. Lines(stream, used, program.Graph)],
            [.. Enumerable.Range(0, stream.Stages.Length).Select(stages.Build)],
            [.. stream.Order.Phrases.SelectMany(PhraseLines)],
            PhraseBegins(stream.Order),
            stream.Program.Events.Length,
            IsChecked(stream),
            stream.Chain.PushedSource is { } pushed ? Pushed(pushed, stream, program, context, LineOf) : null);
    }

    /// <summary>The result of a global pooling is written whole, never by pixel.</summary>
    private static bool IsAddressed(StreamCode stream, TensorId id) =>
        id == stream.Chain.PushedSource || stream.Stages.Any(s =>
            s.Window == id || s.Calls.SelectMany(c => c.FlatArguments).OfType<TilePixelArgument>().Any(p => p.Tensor == id));

    private static IEnumerable<LineView> Lines(StreamCode stream, ImmutableArray<TensorId> used, Graph graph)
    {
        string[] values = [.. used.Select(id => stream.Stores[id])
            .Select(s => new[] { s.Height, s.Width, s.PixelBytes, s.RingPixels, s.SlackPixels })
            .Select(numbers => $"{{{string.Join(", ", numbers.Select(n => CText.Integer(n)))}}},")];
        return used.Select((id, i) => new LineView(
            CText.Column(values[i], values), CText.InComment(graph[id].Name) + ", " + Extent(stream.Stores[id])));
    }

    private static string Extent(LineStore store) =>
        store.IsWhole ? "whole"
        : store.RingPixels % store.Width == 0 ? $"{CText.Integer(store.RingPixels / store.Width)} of {CText.Integer(store.Height)} rows"
        : $"{CText.Integer(store.RingPixels)} of {CText.Integer(store.Height * store.Width)} pixels";

    private static PushedLineView Pushed(
        TensorId id, StreamCode stream, KernelProgram program, EmissionContext context, Func<TensorId, string> lineOf) => new(
        stream.Stores.TryGetValue(id, out var store)
            ? CLayout.Assignment(
                "void *const row =",
                "mnv2_line_pixel",
                ["&" + lineOf(id), context.Address("void", program.Buffers[store.Buffer.Value], store.OffsetBytes),
                    context.Names.RowsPushed, "0"],
                2 * CLayout.Indent)
            : null,
        program.Graph[id].Shape.Height,
        program.Graph[id].SizeBytes / program.Graph[id].Shape.Height,
        IsChecked(stream));

    public static bool IsChecked(StreamCode stream) => stream.Stages.SelectMany(s => s.AllCalls).Any(c => c.CanFail);

    private static string Operators(int count) => count == 1 ? "1 operator" : $"{CText.Integer(count)} operators";

    private static string Tiles(StreamCode stream) =>
        stream.Stages.All(s => s.Stage.TileWidth == s.Stage.Columns.OutputLength) ? ", row by row" : ", tile by tile";

    private static IEnumerable<string> PhraseLines(ImmutableArray<byte> phrase) =>
        phrase.Select(Symbol).Append("MNV2_STREAM_END").Chunk(SymbolsPerLine).Select(line => string.Join(", ", line));

    private static string Symbol(byte symbol) => symbol == OrderPhrases.Push ? "MNV2_STREAM_PUSH" : CText.Integer(symbol);

    /// <summary>Where each phrase begins in the table.</summary>
    private static ImmutableArray<string> PhraseBegins(OrderPhrases order)
    {
        var at = 0;
        var begins = new List<string>();
        foreach (var phrase in order.Phrases)
        {
            begins.Add(CText.Integer(at));
            at += phrase.Length + 1;
        }

        return [.. begins.Chunk(SymbolsPerLine / 2).Select(line => string.Join(", ", line))];
    }
}
