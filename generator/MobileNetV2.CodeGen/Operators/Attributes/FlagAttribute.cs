using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>True or false; false when absent. The text of a graph leaves it out: it shows in the output's shape.</summary>
internal sealed class FlagAttribute<TOperator>(string name, Func<TOperator, bool> value) : OperatorAttribute<TOperator, bool>(name, value)
    where TOperator : Operator
{
    public override bool Read(IAttributeReader reader) => reader.Flag(Name);

    protected override void Write(Graph graph, Operator op, bool value, IAttributeWriter writer)
    {
        if (value)
            writer.Flag(Name);
    }

    protected override string Print(bool value) => "";
}
