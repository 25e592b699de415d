using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes one stage of a stream. Inside its function, <c>tile</c> says which pixels to compute.</summary>
internal sealed class StageViewBuilder(LoweredStep step, KernelProgram program, EmissionContext context, Func<TensorId, string> lineOf)
{
    /// <summary>The local array of row pointers.</summary>
    public const string RowPointers = "rows";

    /// <summary>The local pointer to the first pixel of the tile in a tensor.</summary>
    public static string Pointer(TilePixelArgument argument) =>
        string.Create(CultureInfo.InvariantCulture, $"{(argument.IsReadOnly ? "input" : "output")}_{argument.Tensor.Value}");

    /// <summary>That pointer, or one to a channel of the pixel.</summary>
    public static string Place(TilePixelArgument argument) => argument.Channel == 0 ? Pointer(argument) : $"{Pointer(argument)} + {CText.Integer(argument.Channel)}";

    public static string Number(TileNumber number) => number switch
    {
        TileNumber.FirstColumn => "tile->x_begin",
        TileNumber.EndColumn => "tile->x_end",
        TileNumber.Pixels => "tile->x_end - tile->x_begin",
        TileNumber.PixelsBefore => "tile->y * width + tile->x_begin",
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, null),
    };

    public StageView Build(int index)
    {
        var code = step.Stream!.Stages[index];
        var op = code.Stage.Operator;
        var output = program.Graph[op.Output];
        var writer = new CallViewBuilder(program, context);
        var pixels = code.Calls.SelectMany(c => c.Arguments).OfType<TilePixelArgument>().DistinctBy(p => (p.Tensor, p.IsReadOnly)).ToArray();
        return new StageView(
            context.Names.StageFunction(step.Index, index, op.Kind),
            $"{op.Kind} to {output.Shape} {CText.TypeName(output.Type)}: {CText.InComment(output.Name)}",
            code.Stage.Columns.OutputLength,
            code.Stage.TileWidth,
            code.Window is { } input ? Window(code, input) : null,
            [.. Width(code), .. pixels.Select(Declaration)],
            writer.Structs(step, code.Calls),
            [.. code.Calls.Select(writer.Call)],
            [.. pixels.Where(p => !p.IsReadOnly && step.Stream.Stores[p.Tensor].SlackPixels > 0).Select(Written)]);
    }

    private static IEnumerable<string> Width(StageCode code) =>
        code.Calls.SelectMany(c => c.Arguments).Any(a => a is TileArgument { Number: TileNumber.PixelsBefore })
            ? [$"const int32_t width = {CText.Integer(code.Stage.Columns.OutputLength)};"]
            : [];

    private WindowView Window(StageCode code, TensorId input)
    {
        var (rows, columns) = (code.Stage.Rows, code.Stage.Columns);
        ImmutableArray<string> arguments =
        [
            "&" + lineOf(input),
            Base(input, "const void"),
            Scaled("tile->y", rows.Stride, rows.PaddingBefore),
            Scaled("tile->x_begin", columns.Stride, columns.PaddingBefore),
            CText.Integer(rows.Dilation),
            CText.Integer(rows.Size),
            RowPointers,
        ];
        var table = code.RowPointers is { } buffer ? context.Address("const int8_t *", program.Buffers[buffer.Value], 0) : null;
        return new WindowView(rows.Size, table, CLayout.Call("mnv2_line_window", arguments, ");", CLayout.Indent));
    }

    private static string Scaled(string position, int stride, int padding) =>
        (stride == 1 ? position : $"{position} * {CText.Integer(stride)}") + (padding == 0 ? "" : $" - {CText.Integer(padding)}");

    private string Declaration(TilePixelArgument pixel)
    {
        var ctype = program.Graph[pixel.Tensor].Type.CName();
        var type = pixel.IsReadOnly ? "const " + ctype : ctype;
        if (!step.Stream!.Stores.ContainsKey(pixel.Tensor))
            return $"{type} *const {Pointer(pixel)} = {PushedPixel(type, pixel.Tensor)};";
        return CLayout.Assignment(
            $"{type} *const {Pointer(pixel)} =",
            "mnv2_line_pixel",
            ["&" + lineOf(pixel.Tensor), Base(pixel.Tensor, "void"), "tile->y", "tile->x_begin"],
            CLayout.Indent);
    }

    /// <summary>The tile's first pixel in the caller's row. Only an operator that works pixel by pixel reads there.</summary>
    private string PushedPixel(string type, TensorId tensor) =>
        $"({type} *){context.Names.PushedRow} + tile->x_begin * {CText.Integer(program.Graph[tensor].Shape.Channels)}";

    private string Written(TilePixelArgument pixel) => $"mnv2_line_written(&{lineOf(pixel.Tensor)}, {Base(pixel.Tensor, "void")}, tile);";

    private string Base(TensorId tensor, string ctype)
    {
        var store = step.Stream!.Stores[tensor];
        return context.Address(ctype, program.Buffers[store.Buffer.Value], store.OffsetBytes);
    }
}
