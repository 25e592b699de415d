using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes one stage of a stream. Inside its function, <c>tile</c> says which pixels to compute.</summary>
internal sealed class StageViewBuilder(LoweredStep step, KernelProgram program, EmissionContext context, Func<TensorId, string> lineOf)
{
    /// <summary>The local first column of what is computed again.</summary>
    private const string Column = "column";

    public StageView Build(int index)
    {
        var code = step.Stream!.Stages[index];
        var op = code.Stage.Operator;
        var output = program.Graph[op.Output];
        var tile = TileText.OfStage(code);
        var writer = new CallViewBuilder(program, context, tile, CLayout.Indent);
        return new StageView(
            context.Names.StageFunction(step.Index, index, op.Kind),
            $"{op.Kind} to {output.Shape} {CText.TypeName(output.Type)}: {CText.InComment(output.Name)}",
            code.Stage.Columns.OutputLength,
            code.Stage.TileWidth,
            code.Window is { } input ? Window(code, input, lineOf(input), tile, CLayout.Indent) : null,
            code.Expansion is { } expansion ? Expansion(code, expansion, index) : null,
            [.. Width(code), .. tile.Pointers.Select(p => Declaration(p.Pixel, p.Name, code.Stage))],
            writer.Structs(step, code.Calls),
            [.. code.Calls.Select(writer.Call)],
            [.. tile.Pointers.Where(p => !p.Pixel.IsReadOnly && step.Stream.Stores[p.Pixel.Tensor].SlackPixels > 0)
                .Select(p => Written(p.Pixel))]);
    }

    /// <summary>The row pointers of a stage's window.</summary>
    /// <param name="line">The geometry of <paramref name="input"/>.</param>
    public WindowView Window(StageCode code, TensorId input, string line, TileText tile, int indent)
    {
        var (rows, columns) = (code.Stage.Rows, code.Stage.Columns);
        ImmutableArray<string> arguments =
        [
            "&" + line,
            Base(input, "const void"),
            Origin(tile.Row, rows),
            code.Expansion is null ? Origin(tile.Begin, columns) : Column,
            CText.Integer(rows.Dilation),
            CText.Integer(rows.Size),
            TileText.RowPointers,
        ];
        var table = code.RowPointers is { } buffer ? context.Address("const int8_t *", program.Buffers[buffer.Value], 0) : null;
        return new WindowView(rows.Size, table, CLayout.Call("mnv2_line_window", arguments, ");", indent));
    }

    private ExpansionView Expansion(StageCode code, ExpansionCode expansion, int index)
    {
        var op = expansion.Stage.Operator;
        var (input, output) = (program.Graph[op.Input], program.Graph[op.Output]);
        var writer = new CallViewBuilder(program, context, TileText.OfExpansion(expansion), CLayout.Indent);
        var (width, computed) = (expansion.Stage.Columns.OutputLength, expansion.Stage.TileWidth);
        return new ExpansionView(
            context.Names.ExpansionFunction(step.Index, index, op.Kind),
            $"{op.Kind} to {output.Shape} {CText.TypeName(output.Type)}: {CText.InComment(output.Name)}",
            $"{CText.Integer(computed)} pixels of a row, again for every tile that reads them ({CText.Grouped(expansion.RecomputedMacs)} "
                + "MACs more) instead of rows of it kept",
            writer.Structs(step, expansion.Calls),
            [.. expansion.Calls.Select(writer.Call)],
            CLayout.Assignment(
                $"const int32_t {Column} =", "mnv2_window_column",
                [Origin("tile->x_begin", code.Stage.Columns), CText.Integer(width - computed)], CLayout.Indent),
            CLayout.Sum(
                "int8_t *const row =", context.Address("int8_t", program.Buffers[expansion.Rows.Value], 0),
                $"k * {CText.Integer(expansion.RowBytes)}", 3 * CLayout.Indent),
            StageForms.PixelBytes(input),
            StageForms.PixelBytes(output));
    }

    /// <summary>The address of the first byte of a tensor's line.</summary>
    public string Base(TensorId tensor, string ctype)
    {
        var store = step.Stream!.Stores[tensor];
        return context.Address(ctype, program.Buffers[store.Buffer.Value], store.OffsetBytes);
    }

    private static IEnumerable<string> Width(StageCode code) =>
        code.Calls.SelectMany(c => c.Arguments).Any(a => a is TileArgument { Number: TileNumber.PixelsBefore })
            ? [$"const int32_t width = {CText.Integer(code.Stage.Columns.OutputLength)};"]
            : [];

    /// <summary>The first of the input's rows that a row of the output needs, as C.</summary>
    public static string Origin(string position, StreamAxis axis) => axis.Divisor == 1
        ? Scaled(position, axis.Stride, axis.PaddingBefore)
        : $"mnv2_floor_divide({Scaled(position, axis.Stride, axis.PaddingBefore)}, {CText.Integer(axis.Divisor)})";

    private static string Scaled(string position, int stride, int padding) => position == "0"
        ? CText.Integer(-padding)
        : (stride == 1 ? position : $"{position} * {CText.Integer(stride)}")
        + (padding == 0 ? "" : padding > 0 ? $" - {CText.Integer(padding)}" : $" + {CText.Integer(-padding)}");

    /// <summary>A tile of two rows is one of a row that is twice as long.</summary>
    private string RowOf(TilePixelArgument pixel, StreamStage stage) =>
        stage.IsRowByRow ? pixel.IsReadOnly ? Origin("tile->y", stage.Rows) : "tile->y"
        : stage.Columns.OutputLength > step.Stream!.Stores[pixel.Tensor].Width && !stage.Accumulates ? "tile->y * 2"
        : "tile->y";

    private string Declaration(TilePixelArgument pixel, string name, StreamStage stage)
    {
        var type = CText.Pointed(program.Graph[pixel.Tensor].Type, pixel.IsReadOnly);
        var x = pixel.IsReadOnly && stage.MovesPixels ? "0" : "tile->x_begin";
        if (!step.Stream!.Stores.ContainsKey(pixel.Tensor))
            return $"{type} *const {name} = {PushedPixel(type, pixel.Tensor, x)};";
        return CLayout.Assignment(
            $"{type} *const {name} =",
            "mnv2_line_pixel",
            ["&" + lineOf(pixel.Tensor), Base(pixel.Tensor, "void"), RowOf(pixel, stage), x],
            CLayout.Indent);
    }

    /// <summary>A pixel in the caller's row. Only an operator that needs one row at a time reads there.</summary>
    private string PushedPixel(string type, TensorId tensor, string x) => $"({type} *){context.Names.PushedRow}"
        + (x == "0" ? "" : $" + {x} * {CText.Integer(program.Graph[tensor].Shape.Channels)}");

    private string Written(TilePixelArgument pixel) => $"mnv2_line_written(&{lineOf(pixel.Tensor)}, {Base(pixel.Tensor, "void")}, tile);";
}
