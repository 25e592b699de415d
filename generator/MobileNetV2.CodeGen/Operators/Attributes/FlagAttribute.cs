using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>True or false; false when absent.</summary>
internal class FlagAttribute<TOperator>(string name, Func<TOperator, bool> value) : OperatorAttribute<TOperator, bool>(name, value)
    where TOperator : Operator
{
    /// <summary>The text of a graph has it; otherwise it shows in the output's shape.</summary>
    public bool IsPrinted { get; init; }

    public override bool Read(IAttributeReader reader) => reader.Flag(Name);

    protected override void Write(Graph graph, Operator op, bool value, IAttributeWriter writer)
    {
        if (value)
            writer.Flag(Name);
    }

    protected override string Print(bool value) => IsPrinted && value ? $" {Name}" : "";
}
