using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Height and width; 1x1 when absent.</summary>
internal sealed class SizeAttribute<TOperator>(string name, Func<TOperator, Size2D> value)
    : OperatorAttribute<TOperator, Size2D>(name, value)
    where TOperator : Operator
{
    /// <summary>There is no default.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The text of a graph has it even when it is the default.</summary>
    public bool IsAlwaysPrinted { get; init; }

    public override Size2D Read(IAttributeReader reader) => reader.Size(Name);

    protected override void Write(Graph graph, Operator op, Size2D value, IAttributeWriter writer)
    {
        if (IsRequired || !value.IsOne)
            writer.Size(Name, value);
    }

    protected override string Print(Size2D value) =>
        IsRequired || IsAlwaysPrinted || !value.IsOne ? $" {Name} {value.Height}x{value.Width}" : "";

    protected override string Detail(Size2D value) =>
        IsRequired ? $"{value.Height}x{value.Width}" : value.IsOne ? "" : $"{Name} {value.Height}x{value.Width}";
}
