namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>An activation fused into an operator, by its number in the schema.</summary>
internal enum FusedActivation : byte
{
    None = 0,
    Relu = 1,
    ReluN1To1 = 2,
    Relu6 = 3,
    Tanh = 4,
    SignBit = 5,
}
