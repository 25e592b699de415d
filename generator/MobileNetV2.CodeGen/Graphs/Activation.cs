namespace MobileNetV2.CodeGen.Graphs;

/// <summary>An activation fused into an operator.</summary>
public enum Activation
{
    None,
    Relu,
    Relu6,
    ReluN1To1,
}
