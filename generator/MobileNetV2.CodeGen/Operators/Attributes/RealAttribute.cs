using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A binary32 number.</summary>
internal sealed class RealAttribute<TOperator>(string name, Func<TOperator, float> value, float fallback)
    : OperatorAttribute<TOperator, float>(name, value)
    where TOperator : Operator
{
    public override float Read(IAttributeReader reader) => reader.Real(Name, fallback);

    /// <remarks>Written even when it is the default: whoever reads the file should not have to know it.</remarks>
    protected override void Write(Graph graph, Operator op, float value, IAttributeWriter writer) => writer.Real(Name, value);

    protected override string Print(float value) => string.Create(CultureInfo.InvariantCulture, $" {Name} {value:R}");
}
