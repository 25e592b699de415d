using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The format of a camera, which must be given.</summary>
internal sealed class CameraFormatAttribute<TOperator>(string name, Func<TOperator, CameraFormat> value)
    : OperatorAttribute<TOperator, CameraFormat>(name, value)
    where TOperator : Operator
{
    public override CameraFormat Read(IAttributeReader reader) => reader.CameraFormat(Name);

    protected override void Write(Graph graph, Operator op, CameraFormat value, IAttributeWriter writer) =>
        writer.CameraFormat(Name, value);

    protected override string Print(CameraFormat value) => $" {value.Name()}";

    protected override string Detail(CameraFormat value) => value.Name();
}
