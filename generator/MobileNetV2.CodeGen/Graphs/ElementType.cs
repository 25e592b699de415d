namespace MobileNetV2.CodeGen.Graphs;

public enum ElementType
{
    Int8,
    UInt8,
    Int16,
    Int32,
    Int64,
    Float32,
    Bool,
}
