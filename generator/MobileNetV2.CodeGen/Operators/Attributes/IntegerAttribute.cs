using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A number between two bounds, both included.</summary>
/// <param name="fallback">When absent; null when it must be there.</param>
internal sealed class IntegerAttribute<TOperator>(string name, Func<TOperator, int> value, int? fallback, int min, int max)
    : OperatorAttribute<TOperator, int>(name, value)
    where TOperator : Operator
{
    /// <summary>Its name in the text of a graph.</summary>
    public string PrintedName { get; init; } = name;

    public override int Read(IAttributeReader reader) => reader.Integer(Name, fallback, min, max);

    protected override void Write(Graph graph, Operator op, int value, IAttributeWriter writer)
    {
        if (value != fallback)
            writer.Integer(Name, value);
    }

    protected override string Print(int value) => value == fallback ? "" : $" {PrintedName} {value}";
}
