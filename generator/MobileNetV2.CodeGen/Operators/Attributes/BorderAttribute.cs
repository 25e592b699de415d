using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Pixels above, below, left and right of an image, as a list of four numbers.</summary>
internal sealed class BorderAttribute<TOperator>(string name, Func<TOperator, Padding2D> value)
    : OperatorAttribute<TOperator, Padding2D>(name, value)
    where TOperator : Operator
{
    private const int Largest = 1 << 16;

    /// <remarks>A list of another length becomes a border that the operator's rules refuse.</remarks>
    public override Padding2D Read(IAttributeReader reader) =>
        reader.Integers(Name, 0, Largest) is [var top, var bottom, var left, var right]
            ? new(top, bottom, left, right)
            : new(-1, -1, -1, -1);

    protected override void Write(Graph graph, Operator op, Padding2D value, IAttributeWriter writer) =>
        writer.Integers(Name, [value.Top, value.Bottom, value.Left, value.Right]);

    protected override string Print(Padding2D value) => $" {Name} {value.Top},{value.Bottom},{value.Left},{value.Right}";
}
