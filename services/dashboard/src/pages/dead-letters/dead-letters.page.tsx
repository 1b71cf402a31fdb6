import { useParams } from 'wouter';
import { DeskPage } from './desk.js';
import { LetterPage } from './letter.js';
import './dead-letters.css';

/** What was refused: all of it, or one message. */
export default function DeadLettersPage() {
  const { letter } = useParams<{ letter?: string }>();
  return letter === undefined ? <DeskPage /> : <LetterPage letter={letter} />;
}
