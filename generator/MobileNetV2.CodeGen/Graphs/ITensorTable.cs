namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Tensors by id: those of a graph, or the same with the shapes that a kernel sees of them.</summary>
public interface ITensorTable
{
    Tensor this[TensorId id] { get; }
}
