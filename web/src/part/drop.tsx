/* A place to drop files on, which is a button for the hand that cannot drag. */
import { useRef, useState } from "preact/hooks";
import { addFiles, taken } from "../state/uploads";
import { Icon } from "./icon";
import { t } from "../texts";

export function Drop({ onAdded }: { onAdded?: () => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    if (!files?.length) return;
    void addFiles([...files]);
    onAdded?.();
  };
  return (
    <div
      class={`drop${over ? " drop-over" : ""}`}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        take(e.dataTransfer?.files);
      }}
    >
      <Icon name="file" />
      <p><b>{t.add.drop}</b></p>
      <button type="button" class="button button-main" onClick={() => input.current?.click()}>{t.add.choose}</button>
      <input
        ref={input}
        class="unseen"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        accept={taken.value.flatMap((k) => k.endings).join(",")}
        onChange={(e) => {
          take(e.currentTarget.files);
          e.currentTarget.value = "";
        }}
      />
      <p class="quiet">{t.add.kinds(taken.value)}</p>
    </div>
  );
}
