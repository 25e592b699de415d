namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Where a tensor lives: bytes of a buffer. Tensors that are views of each other share a buffer.</summary>
internal readonly record struct TensorPlacement(BufferId Buffer, int OffsetBytes);
