namespace MobileNetV2.CodeGen.Import.Description.Json;

internal enum JsonKind : byte
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
