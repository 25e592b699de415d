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

    /// <summary>The local first column of the windows; negative in the padding.</summary>
    private const string Begin = "begin";

    private const string CopyColumns = "mnv2_copy_columns";

    /// <summary>In the loop over the rows of a window.</summary>
    private const int LoopIndent = 3 * CLayout.Indent;

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
            code.Expansion switch
            {
                null => Origin(tile.Begin, columns),
                { Carried.Ahead: not null } => $"tile->x_begin == 0 ? 0 : {Column}",
                _ => Column,
            },
            CText.Integer(rows.Dilation),
            CText.Integer(rows.Size),
            TileText.RowPointers,
        ];
        var table = code.RowPointers is { } buffer ? context.Address("const int8_t *", program.Buffers[buffer.Value], 0) : null;
        return new WindowView(rows.Size, table, CLayout.Call("mnv2_line_window", arguments, ");", indent));
    }

    private ExpansionView Expansion(StageCode code, ExpansionCode expansion, int index)
    {
        var kind = expansion.Stage.Operator.Kind;
        var name = context.Names.ExpansionFunction(step.Index, index, kind);
        var ahead = context.Names.AheadFunction(step.Index, index, kind);
        var (carried, computed) = (expansion.Carried, expansion.Stage.TileWidth);
        var pixelBytes = StageForms.PixelBytes(program.Graph[expansion.Stage.Operator.Output]);
        var functions = new List<ExpansionFunctionView>
        {
            Function(name, expansion.Stage, expansion.Calls,
                $"{CText.Integer(computed)} pixels of a row, again for every tile that reads them "
                    + $"({CText.Grouped(expansion.RecomputedMacs)} MACs more) instead of rows of it kept"),
        };
        if (carried?.Ahead is { } first)
            functions.Add(Function(ahead, first, carried.CallsAhead,
                (first.TileWidth == 1 ? "1 pixel" : CText.Integer(first.TileWidth) + " pixels")
                    + " at the begin of a row, which other tiles have from the tile before"));
        return new ExpansionView(
            [.. functions],
            Columns(code),
            CLayout.Sum("int8_t *const row =", Address(expansion.Rows), $"k * {CText.Integer(expansion.RowBytes)}", LoopIndent),
            carried is null ? null : Carried(code, carried, ahead, computed * pixelBytes),
            Call(name, Scaled(Column, expansion.Stage.Operator.Input), carried is null ? "row"
                : $"row + ({Column} - {Begin}) * {CText.Integer(pixelBytes)}", LoopIndent),
            carried is null ? Column : Begin,
            pixelBytes);

        string Scaled(string column, TensorId tensor) =>
            $"rows[k] + {column} * {CText.Integer(StageForms.PixelBytes(program.Graph[tensor]))}";
    }

    private ExpansionFunctionView Function(string name, StreamStage stage, ImmutableArray<KernelCall> calls, string note)
    {
        var output = program.Graph[stage.Operator.Output];
        var writer = new CallViewBuilder(program, context, TileText.OfExpansion(stage, calls), CLayout.Indent);
        return new ExpansionFunctionView(
            name,
            $"{stage.Operator.Kind} to {output.Shape} {CText.TypeName(output.Type)}: {CText.InComment(output.Name)}",
            note,
            writer.Structs(step, calls),
            [.. calls.Select(writer.Call)]);
    }

    private static ImmutableArray<string> Columns(StageCode code)
    {
        var (columns, expansion) = (code.Stage.Columns, code.Expansion!);
        var origin = Origin("tile->x_begin", columns);
        var last = CText.Integer(columns.InputLength - expansion.Stage.TileWidth);
        string Column(string first) => CLayout.Assignment(
            $"const int32_t {StageViewBuilder.Column} =", "mnv2_window_column", [first, last], CLayout.Indent);
        return expansion.Carried is { } carried
            ? [$"const int32_t {Begin} = {origin};", Column($"{Begin} + {CText.Integer(carried.Columns)}")]
            : [Column(origin)];
    }

    /// <param name="ahead">The function that computes what no tile has left.</param>
    /// <param name="computedBytes">Of a row, by each tile.</param>
    private CarriedColumnsView Carried(StageCode code, CarriedColumns carried, string ahead, int computedBytes)
    {
        var bytes = CText.Integer(carried.RowBytes);
        var padding = code.Stage.Columns.PaddingBefore * StageForms.PixelBytes(program.Graph[code.Stage.Operator.Input]);
        return new CarriedColumnsView(
            CLayout.Sum("int8_t *const carried =", Address(carried.Buffer), $"k * {bytes}", LoopIndent),
            CLayout.Call(CopyColumns, ["row", "carried", bytes], ");", LoopIndent + CLayout.Indent),
            carried.Ahead is null ? null
                : Call(ahead, "rows[k]", padding == 0 ? "row" : $"row + {CText.Integer(padding)}", LoopIndent + CLayout.Indent),
            CLayout.Call(CopyColumns, ["carried", $"row + {CText.Integer(computedBytes)}", bytes], ");", LoopIndent));
    }

    /// <summary>Of a function that expands pixels.</summary>
    private CallView Call(string function, string input, string output, int indent) => StreamStepViewBuilder.IsChecked(step.Stream!)
        ? new(CLayout.Call($"if ({function}", [input, output], $") != {context.Names.MacroPrefix}_OK)", indent), IsChecked: true)
        : new(CLayout.Call(function, [input, output], ");", indent), IsChecked: false);

    private string Address(BufferId buffer) => context.Address("int8_t", program.Buffers[buffer.Value], 0);

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
