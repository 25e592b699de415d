using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How two scales are multiplied; in binary64 when absent.</summary>
internal sealed class ScaleProductAttribute<TOperator>(string name, Func<TOperator, ScaleProduct> value)
    : OperatorAttribute<TOperator, ScaleProduct>(name, value)
    where TOperator : Operator
{
    public override ScaleProduct Read(IAttributeReader reader) => reader.ScaleProduct(Name);

    protected override void Write(Graph graph, Operator op, ScaleProduct value, IAttributeWriter writer)
    {
        if (value != ScaleProduct.Float64)
            writer.ScaleProduct(Name, value);
    }

    protected override string Print(ScaleProduct value) => value == ScaleProduct.Float64 ? "" : " scales multiplied in float32";
}
