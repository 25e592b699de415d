using System.Buffers;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CONV_2D and FULLY_CONNECTED, row of pixels by row of pixels: the taps of each, then their products with all filters.</summary>
internal sealed class PreparedConvolution : PreparedOperator
{
    private readonly FilterOperator _op;
    private readonly ImmutableArray<FilterBlocks> _groups;
    private readonly ChannelFactors _factors;
    private readonly ByteWindows _windows;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _depth;
    private readonly int _outputs;
    private readonly bool _isView;

    private PreparedConvolution(
        Graph graph, FilterOperator op, ConvolutionConstants constants, Shape input, Shape filter, (int Rows, int Width) output,
        ByteWindows windows, bool isView)
    {
        (_op, _windows, _isView) = (op, windows, isView);
        (_rows, _width) = output;
        (_depth, _outputs) = (filter.Channels, filter[0]);
        _factors = new(constants.Multipliers.AsSpan(), constants.OutputOffset, constants.Activation);
        var weights = Elements.Widen(graph[op.Filter].Data!.Value.Span, graph[op.Filter].Type, constants.FilterOffset);
        var bias = TensorValues.BiasOf(graph, op.Bias, _outputs);
        var perGroup = _outputs / (input.Channels / _depth);
        _groups =
        [
            .. Enumerable.Range(0, _outputs / perGroup).Select(g => new FilterBlocks(
                weights.AsSpan(g * perGroup * filter.ElementCount / _outputs, perGroup * filter.ElementCount / _outputs),
                bias.AsSpan(g * perGroup, perGroup),
                perGroup)),
        ];
    }

    public static PreparedConvolution Of(Graph graph, Conv2D op)
    {
        var constants = ConvolutionConstants.For(graph, op);
        var (input, filter, output) = (graph[op.Input], graph[op.Filter].Shape, graph[op.Output].Shape);
        var windows = new ByteWindows(
            input.Shape, input.Type, constants.InputOffset, output.Height, filter.Extent, op.Stride, op.Dilation, op.Padding,
            filter.Channels);
        var isView = filter.Extent.IsOne && op.Stride.IsOne && op.Padding.IsZero && filter.Channels == input.Shape.Channels
            && filter.Channels % 2 == 0;
        return new(graph, op, constants, input.Shape, filter, (output.Batch * output.Height, output.Width), windows, isView);
    }

    public static PreparedConvolution Of(Graph graph, FullyConnected op)
    {
        var constants = ConvolutionConstants.For(graph, op);
        var (outputs, length) = (graph[op.Filter].Shape[0], graph[op.Filter].Shape[1]);
        var rows = graph[op.Output].Shape.ElementCount / outputs;
        var input = new Shape(1, rows, 1, length);
        var windows = new ByteWindows(
            input, graph[op.Input].Type, constants.InputOffset, rows, Size2D.One, Size2D.One, Size2D.One, default, length);
        return new(graph, op, constants, input, new Shape(outputs, 1, 1, length), (rows, 1), windows, isView: length % 2 == 0);
    }

    public override void Run(TensorValues values)
    {
        var result = values.Write(_op.Output);
        var image = values.Read(_op.Input);
        var pitch = _groups[0].Stride;
        var taps = ArrayPool<short>.Shared.Rent(checked(_width * pitch));
        Array.Clear(taps);
        for (var row = 0; row < _rows; row++)
        {
            var target = result.AsSpan(row * _width * _outputs, _width * _outputs);
            for (var group = 0; group < _groups.Length; group++)
            {
                if (_isView)
                    _windows.Widen(image.Slice(row * _width * pitch, _width * pitch), taps);
                else
                    _windows.Fill(image, row, group * _depth, _width, taps, pitch);
                var first = group * (_outputs / _groups.Length);
                _groups[group].Run(taps.AsSpan(0, _width * pitch), _width, _factors, first, target[first..], _outputs);
            }
        }

        ArrayPool<short>.Shared.Return(taps);
    }
}
