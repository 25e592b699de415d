using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A list of numbers between two bounds, both included.</summary>
internal sealed class IntegersAttribute<TOperator>(string name, Func<TOperator, ImmutableArray<int>> value, int min, int max)
    : OperatorAttribute<TOperator, ImmutableArray<int>>(name, value)
    where TOperator : Operator
{
    public override ImmutableArray<int> Read(IAttributeReader reader) => reader.Integers(Name, min, max);

    protected override void Write(Graph graph, Operator op, ImmutableArray<int> value, IAttributeWriter writer) =>
        writer.Integers(Name, value);

    protected override string Print(ImmutableArray<int> value) => $" {Name} {string.Join(',', value)}";
}
