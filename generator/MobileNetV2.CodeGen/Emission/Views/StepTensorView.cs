namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A tensor in a step's comment.</summary>
/// <param name="Role"><c>in </c> or <c>out</c>.</param>
/// <param name="Place">Offset in the arena.</param>
internal sealed record StepTensorView(string Role, string TypeName, string Shape, string Bytes, string Place);
