using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Padding of a window.</summary>
/// <param name="window">Null when the filter, the second input, is the window.</param>
/// <param name="dilation">Null when the window has none.</param>
internal sealed class PaddingAttribute<TOperator>(
    string name,
    Func<TOperator, Padding2D> value,
    SizeAttribute<TOperator>? window,
    SizeAttribute<TOperator> stride,
    SizeAttribute<TOperator>? dilation)
    : OperatorAttribute<TOperator, Padding2D>(name, value)
    where TOperator : Operator
{
    public override Padding2D Read(IAttributeReader reader) =>
        reader.Padding(Name, window?.Name, stride.Read(reader), dilation?.Read(reader) ?? Size2D.One);

    protected override void Write(Graph graph, Operator op, Padding2D value, IAttributeWriter writer)
    {
        var image = graph[op.Input].Shape;
        var size = window?.ValueOf(op) ?? graph[op.Inputs[1]].Shape.Extent;
        writer.Padding(
            Name, value, Padding2D.Same(image.Height, image.Width, size, stride.ValueOf(op), dilation?.ValueOf(op) ?? Size2D.One));
    }

    protected override string Print(Padding2D value) =>
        value.IsZero ? "" : $" {Name} {value.Top},{value.Bottom},{value.Left},{value.Right}";

    protected override string Detail(Padding2D value) => value.IsZero ? "" : $"pad {value.Top},{value.Bottom},{value.Left},{value.Right}";
}
