namespace MobileNetV2.CodeGen.Operators;

/// <summary>What element-wise operators of two inputs with a fused activation have in common.</summary>
internal abstract class ArithmeticDefinition<TOperator> : BinaryDefinition<TOperator>
    where TOperator : ArithmeticOperator
{
    protected static readonly ActivationAttribute<TOperator> Fused = new("activation", o => o.Activation);
}
