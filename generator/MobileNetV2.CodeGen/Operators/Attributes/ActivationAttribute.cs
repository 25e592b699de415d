using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A fused activation; none when absent.</summary>
internal sealed class ActivationAttribute<TOperator>(string name, Func<TOperator, Activation> value)
    : OperatorAttribute<TOperator, Activation>(name, value)
    where TOperator : Operator
{
    public override Activation Read(IAttributeReader reader) => reader.Activation(Name);

    protected override void Write(Graph graph, Operator op, Activation value, IAttributeWriter writer)
    {
        if (value != Activation.None)
            writer.Activation(Name, value);
    }

    protected override string Print(Activation value) => value == Activation.None ? "" : $" then {value}";

    protected override string Detail(Activation value) => value switch
    {
        Activation.None => "",
        Activation.Relu => "relu",
        Activation.Relu6 => "relu6",
        Activation.ReluN1To1 => "relu -1..1",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
